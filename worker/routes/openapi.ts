/** `/v1/openapi.json`, and each of its shapes alone as JSON Schema at `/v1/schemas/{name}.json`. */

import type { Context } from 'hono'
import { DOCUMENT, SHA256 } from '../../.build/openapi-module.js'
import { ORIGIN_PLACEHOLDER } from '../../data/origin.ts'
import type { App } from '../environment.ts'
import { format } from '../http/links.ts'
import { respondWithProblem } from '../http/problem.ts'
import { createRepresentation, movingCacheControl, type Representation, respond } from '../http/response.ts'
import { Routes } from '../http/routes.ts'
import { createMemo } from '../storage/memo.ts'

const TAG_LENGTH = 32
const DIALECT = 'https://json-schema.org/draft/2020-12/schema'
const REFERENCE = /"#\/components\/schemas\/(\w+)"/g

export const openApi = new Routes()
  .get('/v1/openapi.json', (c) => respond(c.req.raw, representDocument(c)))
  .get('/v1/schemas/:file{\\w+\\.json}', (c) => {
    const schema = representSchema(c, c.req.param('file').slice(0, -'.json'.length))
    if (schema) return respond(c.req.raw, schema)
    return respondWithProblem({ kind: 'not-found', detail: 'There is no schema of this name.' }, c.req.path)
  })

let document: Representation | undefined

function representDocument(c: Context<App>): Representation {
  document ??= createRepresentation({
    body: DOCUMENT.replaceAll(ORIGIN_PLACEHOLDER, c.env.PUBLIC_ORIGIN),
    type: 'application/json',
    tag: SHA256,
    cacheControl: movingCacheControl(c.env.FRESH_SECONDS),
    headers: { Link: format([[`${c.env.PUBLIC_ORIGIN}/docs`, 'service-doc']]) },
  })
  return document
}

const schemas = createMemo<Representation>(100, Number.POSITIVE_INFINITY, Date.now)

/** Cut out of the document when it is first asked for; absent when the document has none of this name. */
function representSchema(c: Context<App>, name: string): Representation | undefined {
  const known = schemas.last(name)
  if (known) return known
  const all = (JSON.parse(DOCUMENT) as { components: { schemas: Record<string, object> } }).components.schemas
  if (!Object.hasOwn(all, name)) return undefined
  const schema = { $schema: DIALECT, $id: `/v1/schemas/${name}.json`, title: name, ...all[name] }
  const made = createRepresentation({
    body: JSON.stringify(schema).replace(REFERENCE, '"$1.json"'),
    type: 'application/schema+json',
    tag: `${SHA256.slice(0, TAG_LENGTH)}-${name}`,
    cacheControl: movingCacheControl(c.env.FRESH_SECONDS),
  })
  schemas.set(name, made)
  return made
}
