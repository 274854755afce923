/** `/.well-known/api-catalog`: where a machine that knows only the host finds the API (RFC 9727; RFC 9264, 4.2). */

import { answerFixed, type Fixed } from '../fixed.ts'
import { format } from '../http/links.ts'
import { Routes } from '../http/routes.ts'

/** RFC 9727, 4.2. */
const TYPE = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'

export const apiCatalog = new Routes().get('/.well-known/api-catalog', (c) =>
  answerFixed(c, () => createCatalog(c.env.PUBLIC_ORIGIN)),
)

function createCatalog(origin: string): Fixed {
  const body = JSON.stringify({
    linkset: [
      {
        anchor: `${origin}/v1/topics`,
        'service-desc': [{ href: `${origin}/v1/openapi.json`, type: 'application/json', title: 'OpenAPI 3.1' }],
        'service-doc': [{ href: `${origin}/docs`, type: 'text/html' }],
        status: [{ href: `${origin}/healthz`, type: 'application/json' }],
      },
    ],
  })
  return { body, type: TYPE, headers: { Link: format([[`${origin}/.well-known/api-catalog`, 'api-catalog']]) } }
}
