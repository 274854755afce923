/** `/docs`: the reference to read. Rendered once an isolate; its tag was made when the Worker was built. */

import { DOCS_SCRIPT, DOCS_STYLE, SHA256 } from '../../.build/docs-module.js'
import { DOCUMENT } from '../../.build/openapi-module.js'
import { ORIGIN_PLACEHOLDER } from '../../data/origin.ts'
import { format } from '../http/links.ts'
import { createRepresentation, movingCacheControl, type Representation, respond } from '../http/response.ts'
import { Routes } from '../http/routes.ts'
import type { OpenApiDocument } from '../pages/docs/openapi.ts'
import { renderDocsPage } from '../pages/docs/page.ts'
import { PAGE_HEADERS } from './pages.ts'

export const docs = new Routes().get('/docs', (c) =>
  respond(c.req.raw, representPage(c.env.PUBLIC_ORIGIN, c.env.FRESH_SECONDS)),
)

let page: Representation | undefined

function representPage(origin: string, freshSeconds: number): Representation {
  page ??= createRepresentation({
    body: renderDocsPage({
      document: JSON.parse(DOCUMENT) as OpenApiDocument,
      stylesheet: `/assets/${DOCS_STYLE.name}`,
      script: `/assets/${DOCS_SCRIPT.name}`,
    }).replaceAll(ORIGIN_PLACEHOLDER, origin),
    type: 'text/html; charset=utf-8',
    tag: SHA256,
    cacheControl: movingCacheControl(freshSeconds),
    headers: { ...PAGE_HEADERS, Link: format([[`${origin}/v1/openapi.json`, 'service-desc']]) },
  })
  return page
}
