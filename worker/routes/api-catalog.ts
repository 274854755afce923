/** `/.well-known/api-catalog`: where a machine that knows only the host finds the API (RFC 9727; RFC 9264, 4.2). */

import { SHA256 } from '../../.build/openapi-module.js'
import { format } from '../http/links.ts'
import { createRepresentation, movingCacheControl, type Representation, respond } from '../http/response.ts'
import { Routes } from '../http/routes.ts'

const TAG_LENGTH = 32
/** RFC 9727, 4.2. */
const TYPE = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'

export const apiCatalog = new Routes().get('/.well-known/api-catalog', (c) =>
  respond(c.req.raw, representCatalog(c.env.PUBLIC_ORIGIN, c.env.FRESH_SECONDS)),
)

let catalog: Representation | undefined

function representCatalog(origin: string, freshSeconds: number): Representation {
  catalog ??= createRepresentation({
    body: JSON.stringify({
      linkset: [
        {
          anchor: `${origin}/v1/topics`,
          'service-desc': [{ href: `${origin}/v1/openapi.json`, type: 'application/json', title: 'OpenAPI 3.1' }],
          'service-doc': [{ href: `${origin}/docs`, type: 'text/html' }],
          status: [{ href: `${origin}/healthz`, type: 'application/json' }],
        },
      ],
    }),
    type: TYPE,
    tag: `catalog-${SHA256.slice(0, TAG_LENGTH)}`,
    cacheControl: movingCacheControl(freshSeconds),
    headers: { Link: format([[`${origin}/.well-known/api-catalog`, 'api-catalog']]) },
  })
  return catalog
}
