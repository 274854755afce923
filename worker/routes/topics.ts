/** `/v1/topics`: the catalog, each topic's files, and the items of its collections. */
import { Hono } from 'hono'
import { COLLECTION_NAMES } from '../../data/collections.ts'
import type { Catalog } from '../../data/records.ts'
import { sha256Hex } from '../../data/sha256.ts'
import type { Collection, TopicRow } from '../../data/wire.ts'
import { answerFromFile, type Derive } from '../answer.ts'
import type { App } from '../environment.ts'
import { respondWithProblem } from '../problem.ts'
import { createRepresentation, movingCacheControl, type Representation, respond } from '../response.ts'
import { openStorage } from '../storage.ts'

/** Grouped, since Hono's matcher would let an alternative end the path. */
const COLLECTION = `:collection{(?:${COLLECTION_NAMES.join('|')})}` as ':collection{name}'

export const topics = new Hono<App>()
  .get('/', async (c) => {
    try {
      const { value, stale } = await openStorage(c.env.FACTS, c.env.FRESH_SECONDS * 1000).readCatalog()
      return respond(c.req.raw, await representCatalog(value, c.env.FRESH_SECONDS, c.env.PUBLIC_ORIGIN), stale)
    } catch {
      return respondWithProblem({ kind: 'unavailable' }, c.req.path)
    }
  })
  .get('/:topic', (c) => answerFromFile(c, c.req.param('topic'), 'topic.json'))
  .get('/:topic/box', (c) => answerFromFile(c, c.req.param('topic'), 'box.json'))
  .get(`/:topic/${COLLECTION}`, (c) => answerFromFile(c, c.req.param('topic'), `${c.req.param('collection')}.json`))
  .get(`/:topic/${COLLECTION}/:id`, (c) => {
    const { topic, collection, id } = c.req.param()
    return answerFromFile(c, topic, `${collection}.json`, (found) => deriveItem(found, id))
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
    headers: { Link: `<${origin}/v1/topics>; rel="self"` },
  })
}

const items = new WeakMap<ArrayBuffer, Map<string, unknown>>()

/** An item is served out of its collection's file, and carries that file's tag with its own id. */
function deriveItem({ bytes, entry }: Parameters<Derive>[0], id: string): ReturnType<Derive> {
  const item = readItems(bytes).get(id)
  if (item === undefined) return undefined
  return { body: JSON.stringify(item), tag: `${entry.sha256}-${id}`, type: entry.type, isDatedByRelease: true }
}

function readItems(bytes: ArrayBuffer): Map<string, unknown> {
  let known = items.get(bytes)
  if (!known) {
    const { items: list } = JSON.parse(new TextDecoder().decode(bytes)) as Collection<{ id: string }>
    known = new Map(list.map((item) => [item.id, item]))
    items.set(bytes, known)
  }
  return known
}
