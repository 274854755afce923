/** `/v1/topics`: a row for each topic, out of the catalog alone. */
import { Hono } from 'hono'
import type { Catalog } from '../../data/releases/records.ts'
import { sha256Hex } from '../../data/sha256.ts'
import type { Collection, TopicRow } from '../../data/wire.ts'
import type { App } from '../environment.ts'
import { format } from '../links.ts'
import { respondWithProblem } from '../problem.ts'
import { createRepresentation, movingCacheControl, type Representation, respond } from '../response.ts'
import { openStorage } from '../storage.ts'

export const topicList = new Hono<App>().get('/', async (c) => {
  try {
    const { value, stale } = await openStorage(c.env).readCatalog()
    return respond(c.req.raw, await representCatalog(value, c.env.FRESH_SECONDS, c.env.PUBLIC_ORIGIN), stale)
  } catch {
    return respondWithProblem({ kind: 'unavailable' }, c.req.path)
  }
})

const catalogs = new WeakMap<Catalog, Promise<Representation>>()

/** Made once for each reading of the catalog. */
function representCatalog(catalog: Catalog, freshSeconds: number, origin: string): Promise<Representation> {
  let representation = catalogs.get(catalog)
  if (!representation) {
    representation = createCatalogRepresentation(catalog, freshSeconds, origin)
    catalogs.set(catalog, representation)
  }
  return representation
}

async function createCatalogRepresentation(
  catalog: Catalog,
  freshSeconds: number,
  origin: string,
): Promise<Representation> {
  const list: Collection<TopicRow> = { items: Object.values(catalog.topics).map(({ row }) => row) }
  const body = JSON.stringify(list)
  return createRepresentation({
    body,
    type: 'application/json',
    tag: await sha256Hex(body),
    cacheControl: movingCacheControl(freshSeconds),
    headers: { Link: format([[`${origin}/v1/topics`, 'self']]) },
  })
}
