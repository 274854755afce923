/** Health, the API reference, schemas and static files. */
import type { Context } from 'hono'
import { NAMES } from '../../.build/assets-module.js'
import { SHA256 } from '../../.build/widget-module.js'
import { READABLE_FORMATS } from '../../data/store/records.ts'
import { splitKeys } from '../../data/store/signature.ts'
import { FIXED, PRIVATE_FOLDER, PUBLIC_FOLDER } from '../assets.ts'
import type { App } from '../env.ts'
import { typeOf } from '../http/assets.ts'
import { format } from '../http/links.ts'
import { replaceOrigin } from '../http/origin.ts'
import type { Failure } from '../http/problem.ts'
import { COMMON_HEADERS, DATA_HEADERS, IMMUTABLE, NO_STORE, redirect } from '../http/response.ts'
import { PAGE_HEADERS } from '../http/security-headers.ts'
import { fail, type Rendered, staticResponse } from '../serve.ts'
import type { AssetStore } from '../store/asset-store.ts'
import { Routes } from './routes.ts'

const OPENAPI_FILE = 'openapi.json'
const DIALECT = 'https://json-schema.org/draft/2020-12/schema'
const SCHEMA_TYPE = 'application/schema+json'
const SCHEMAS_FILE = 'schemas.json'
const REFERENCE = /"#\/\$defs\/(\w+)"/g
/** RFC 9727, 4.2. */
const LINKSET_TYPE = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
const HASH = /-[0-9a-f]{16}(?=\.\w+$)/
/** The name of each file that pages load, by its name without the hash. */
const HASHED = new Map(Object.values(NAMES).map((name) => [name.replace(HASH, ''), name]))

export const meta = new Routes()
  /** Version of the code, store formats that it reads, and whether KV and the index respond. 503 while KV does not. */
  .get('/healthz', async (c) => {
    const storage = c.get('storage')
    const { isReachable, topics } = await storage.checkHealth()
    const health = {
      status: isReachable ? 'pass' : 'fail',
      version: c.env.VERSION?.id ?? 'local',
      widget: SHA256,
      formats: READABLE_FORMATS,
      kv: { reachable: isReachable },
      signed: splitKeys(c.env.PUBLISHER_KEYS).length > 0,
      index: { bound: storage.index.isBound, reachable: topics !== undefined, ...(topics !== undefined && { topics }) },
    }
    return c.json(health, isReachable ? 200 : 503, { ...COMMON_HEADERS, 'Cache-Control': NO_STORE })
  })
  .get('/docs', (c) =>
    serveAsset(c, 'docs.html', {
      headers: { ...PAGE_HEADERS, Link: format([[`${c.env.PUBLIC_ORIGIN}/v1/openapi.json`, 'service-desc']]) },
    }),
  )
  .get('/docs/csv', (c) => serveAsset(c, 'csv.html', { headers: PAGE_HEADERS }))
  .get('/vocabulary', (c) => serveAsset(c, 'vocabulary.html', { headers: PAGE_HEADERS }))
  .get('/about', (c) => serveAsset(c, 'about.html', { headers: PAGE_HEADERS }))
  .get('/v1/openapi.json', (c) =>
    serveAsset(c, OPENAPI_FILE, {
      headers: { ...DATA_HEADERS, Link: format([[`${c.env.PUBLIC_ORIGIN}/docs`, 'service-doc']]) },
    }),
  )
  .get('/v1/schemas.json', (c) => serveAsset(c, SCHEMAS_FILE, { type: SCHEMA_TYPE, headers: DATA_HEADERS }))
  .get('/v1/schemas/:file{[^/]+\\.json}', (c) =>
    staticResponse(c, () =>
      cutSchema(c.get('assets'), c.env.PUBLIC_ORIGIN, (c.req.param('file') ?? '').slice(0, -'.json'.length)),
    ),
  )
  .get('/.well-known/api-catalog', (c) => staticResponse(c, () => describeApi(c.env.PUBLIC_ORIGIN)))
  // If the platform is configured so, it serves current files without the Worker.
  .get('/assets/:name', (c) => {
    const name = c.req.param('name') ?? ''
    const current = HASH.test(name) ? HASHED.get(name.replace(HASH, '')) : undefined
    if (current === name) return serveAsset(c, name, { cacheControl: IMMUTABLE }, PUBLIC_FOLDER)
    // A cached page may be from another build, or another version is deployed at the same time: the current file is better than none.
    if (current) return redirect(302, `${c.env.PUBLIC_ORIGIN}/assets/${current}`, NO_STORE)
    return fail(c, { kind: 'not-found', detail: 'There is nothing at this URL.' })
  })

for (const path of Object.keys(FIXED)) meta.get(path, (c) => serveAsset(c, path.slice(1)))

type Schemas = Record<string, object>
let schemas: Schemas | undefined

/** Renders one schema of the bundled document, with references to the URLs of other schemas. */
async function cutSchema(assets: AssetStore, origin: string, name: string): Promise<Rendered | Failure> {
  if (!schemas) {
    const document = await assets.readText(`${PRIVATE_FOLDER}/${SCHEMAS_FILE}`)
    if (typeof document !== 'string') return document
    schemas = (JSON.parse(document) as { $defs: Schemas }).$defs
  }
  if (!Object.hasOwn(schemas, name))
    return { kind: 'not-found', detail: `There is no schema ${name}; see ${origin}/v1/schemas.json.` }
  const $id = `${origin}/v1/schemas/${name}.json`
  return {
    body: JSON.stringify({ $schema: DIALECT, $id, title: name, ...schemas[name] }).replace(REFERENCE, '"$1.json"'),
    type: SCHEMA_TYPE,
    headers: DATA_HEADERS,
  }
}

/** Renders the API catalog, by which a client that knows only the host finds the API (RFC 9727; RFC 9264, 4.2). */
function describeApi(origin: string): Rendered {
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
  const Link = format([[`${origin}/.well-known/api-catalog`, 'api-catalog']])
  return { body, type: LINKSET_TYPE, headers: { ...DATA_HEADERS, Link } }
}

/** Serves a static file. `file` is a name from the build, in `folder`; `about` overrides defaults. */
function serveAsset(
  c: Context<App>,
  file: string,
  about: Partial<Rendered> = {},
  folder: string = PRIVATE_FOLDER,
): Promise<Response> {
  return staticResponse(c, async () => {
    const type = typeOf(file)
    const isText = /^text\/|json$|xml$/.test(type.replace(/;.*/, ''))
    const path = `${folder}/${file}`
    const body = await (isText ? c.get('assets').readText(path) : c.get('assets').read(path))
    if (typeof body === 'string') return { body: replaceOrigin(body, type, c.env.PUBLIC_ORIGIN), type, ...about }
    return 'kind' in body ? body : { body, type, ...about }
  })
}
