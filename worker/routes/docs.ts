/** `/docs`, the reference to read, and `/vocabulary`, the terms of our linked data: made when the Worker was built. */

import { answerWithAsset } from '../fixed.ts'
import { format } from '../http/links.ts'
import { PAGE_HEADERS } from '../http/policy.ts'
import { Routes } from '../http/routes.ts'

export const docs = new Routes()
  .get('/docs', (c) =>
    answerWithAsset(c, 'docs.html', {
      headers: { ...PAGE_HEADERS, Link: format([[`${c.env.PUBLIC_ORIGIN}/v1/openapi.json`, 'service-desc']]) },
    }),
  )
  .get('/vocabulary', (c) => answerWithAsset(c, 'vocabulary.html', { headers: PAGE_HEADERS }))
