/** `/v1/openapi.json`, and each of its shapes alone as JSON Schema at `/v1/schemas/{name}.json`. */

import type { Environment } from '../environment.ts'
import { answerFixed, answerWithAsset, type Fixed } from '../fixed.ts'
import { readTextAsset } from '../http/assets.ts'
import { format } from '../http/links.ts'
import type { Failure } from '../http/problem.ts'
import { Routes } from '../http/routes.ts'

const FILE = 'openapi.json'
const DIALECT = 'https://json-schema.org/draft/2020-12/schema'
const REFERENCE = /"#\/components\/schemas\/(\w+)"/g

export const openApi = new Routes()
  .get('/v1/openapi.json', (c) =>
    answerWithAsset(c, FILE, { headers: { Link: format([[`${c.env.PUBLIC_ORIGIN}/docs`, 'service-doc']]) } }),
  )
  .get('/v1/schemas/:file{[^/]+\\.json}', (c) =>
    answerFixed(c, () => cutSchema(c.env, c.req.param('file').slice(0, -'.json'.length))),
  )

type Schemas = Record<string, object>
let schemas: Schemas | undefined

/** Out of the document, which refers to it as one among its components. */
async function cutSchema(environment: Environment, name: string): Promise<Fixed | Failure> {
  if (!schemas) {
    const document = await readTextAsset(environment, FILE)
    if (typeof document !== 'string') return document
    schemas = (JSON.parse(document) as { components: { schemas: Schemas } }).components.schemas
  }
  if (!Object.hasOwn(schemas, name)) return { kind: 'not-found', detail: 'There is no schema of this name.' }
  const schema = { $schema: DIALECT, $id: `/v1/schemas/${name}.json`, title: name, ...schemas[name] }
  return { body: JSON.stringify(schema).replace(REFERENCE, '"$1.json"'), type: 'application/schema+json' }
}
