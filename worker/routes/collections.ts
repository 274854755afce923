/** The collections of a topic: pages of filtered lists, and single items. */
import type { Context } from 'hono'
import type { CollectionName } from '../../data/schema/api.ts'
import { COLLECTION_NAMES } from '../../data/schema/collections.ts'
import { LIST_NAMES, LISTS, type ListName } from '../../data/schema/lists.ts'
import type { App } from '../env.ts'
import { dateFile, describeFile, parseFileRequest, tagMade } from '../file-request.ts'
import { ITEM_SCHEMAS } from '../formats.ts'
import type { Failure } from '../http/problem.ts'
import { DATA_HEADERS, redirect, revalidatedCacheControl } from '../http/response.ts'
import { isPlain, listTopic, renderCollectionPage, SPLITTERS } from '../lists/collection.ts'
import { encodeItem, encodeWithIncluded, type Shape } from '../lists/item.ts'
import { suggest } from '../lists/nearest.ts'
import { badCursor, decodeCursor } from '../lists/page.ts'
import { formatQuery } from '../query/parse.ts'
import { describeGone, type FileRequest, fail, serve, serveTopic } from '../serve.ts'
import { getOwn } from '../store/get-own.ts'
import { type ResolvedFile, type ResolvedTopic, type ResolveError, resolveFileOf } from '../store/resolve.ts'
import type { Storage } from '../store/storage.ts'
import { oneOf, Routes } from './routes.ts'

const JSON_TYPE = 'application/json'
const RELEASE = /^[1-9]\d{0,8}$/
const ID = /^[a-z0-9-]{1,80}$/
/** The file that filters and references need. */
const WHOLE_TOPIC = 'topic.json'

export const collections = new Routes()
  .get(`/${oneOf('list', LIST_NAMES)}`, (c) => serveCollection(c, c.req.param('list') as ListName))
  .get(`/${oneOf('collection', COLLECTION_NAMES)}/:id`, (c) =>
    serveItem(c, c.req.param('collection') as CollectionName, c.req.param('id') ?? ''),
  )

function serveCollection(c: Context<App>, list: ListName): Promise<Response> | Response {
  const request = parseFileRequest(c, LISTS[list].derived ? WHOLE_TOPIC : `${list as CollectionName}.json`)
  const query = c.get('query') ?? {}
  const cursor = typeof query.cursor === 'string' ? parseCursor(query.cursor) : []
  if (!cursor) return fail(c, badCursor())
  const [number, ...after] = cursor
  const pinned = number === undefined ? undefined : Number(number)
  const { topic, release } = request
  const { derived } = LISTS[list]
  const path = isPlain(query) && !derived ? `${list as CollectionName}.json` : WHOLE_TOPIC
  if (release !== undefined && pinned !== undefined && release !== pinned) {
    return fail(c, badCursor(`belongs to release ${pinned}, but the URL names release ${release}`))
  }
  return serveTopic(c, {
    topic,
    key: `${c.req.path}${formatQuery(query)}`,
    path,
    release,
    load: (resolved) =>
      pinned === undefined || release !== undefined
        ? resolveFileOf(c.get('storage'), resolved, path, release)
        : loadPinned(c.get('storage'), resolved, path, pinned),
    render: async (file) => {
      const { parseCached, readCached } = c.get('storage').blobs
      const whole = path === WHOLE_TOPIC ? await parseCached(file.blob, listTopic) : undefined
      const isGone = (id: string) => getOwn(file.ref.tombstones.items, id)?.kind === 'withdrawn'
      const page = renderCollectionPage({
        topic,
        release: file.manifest.release,
        list,
        all: whole ? whole.lists[list] : await readCached(file.blob, SPLITTERS[list as CollectionName]),
        whole,
        values: query,
        after,
        isGone,
        origin: c.env.PUBLIC_ORIGIN,
      })
      if (page.kind !== 'page') return page
      return {
        body: page.body,
        type: JSON_TYPE,
        // `next` contains the release. A pinned cursor also depends on later withdrawals.
        tag: await tagMade(file, c.env.PUBLIC_ORIGIN, [
          ...(page.pages.next ? [file.manifest.release] : []),
          ...(pinned === undefined ? [] : [file.ref.sequence]),
        ]),
        ...dateFile(file, release),
        headers: describe(c, request, file, {
          address: `/${list}`,
          schema: `${LISTS[list].entity}List`,
          query: c.get('query'),
          pages: page.pages,
        }),
      }
    },
  })
}

/** Returns the release, and the ids of the last two items of the page before. Only a release: its first page. */
function parseCursor(cursor: string): string[] | undefined {
  const patterns = [RELEASE, ID, ID]
  return patterns.map((_, index) => decodeCursor(cursor, patterns.slice(0, index + 1))).find(Boolean)
}

/** Loads the file of the release in the cursor, even if another release is current now. */
async function loadPinned(
  storage: Storage,
  resolved: ResolvedTopic,
  path: string,
  pinned: number,
): Promise<ResolvedFile | ResolveError | Failure> {
  // This includes a draft, which has a number but is not a release.
  const isCurrent = resolved.ref.manifest.release === pinned
  const file = await resolveFileOf(storage, resolved, path, isCurrent ? undefined : pinned)
  if (file.kind === 'unknown-release') return badCursor(`belongs to release ${pinned}, which does not exist`)
  return file.kind === 'resolved' && file.manifest.release !== pinned ? { kind: 'unavailable' } : file
}

/**
 * Serves one item. Without `include` it is cut out of its collection's file. An id that the release does not have may be withdrawn
 * or retired.
 */
function serveItem(c: Context<App>, collection: CollectionName, id: string): Promise<Response> {
  const request = parseFileRequest(c, `${collection}.json`)
  const query = c.get('query')
  const shape: Shape = query ?? {}
  const { include } = shape
  const wanted = { ...request, ...(include && { path: WHOLE_TOPIC }), query: formatQuery(query ?? {}) }
  return serve(c, wanted, async (file) => {
    const { blobs } = c.get('storage')
    const whole = include && (await blobs.parseCached(file.blob, listTopic))
    const all = whole ? whole.lists[collection] : await blobs.readCached(file.blob, SPLITTERS[collection])
    const listed = all.find((one) => one.id === id)
    if (!listed) return describeAbsent(c, request, file, { collection, id, known: all.map((one) => one.id) })
    const place = { origin: c.env.PUBLIC_ORIGIN, topic: request.topic }
    const isSelection = query !== undefined
    const schema = ITEM_SCHEMAS[collection]
    return {
      body: whole ? encodeWithIncluded(listed, shape, whole, place) : encodeItem(listed, shape, place),
      type: JSON_TYPE,
      tag: await tagMade(file, c.env.PUBLIC_ORIGIN),
      ...dateFile(file, request.release),
      headers: {
        ...describe(c, request, file, {
          address: `/${collection}/${id}`,
          query,
          schema: isSelection ? schema.replace('Item', 'Selection') : schema,
        }),
        // An item that must not be shown alone must not be a search result.
        ...('standalone' in listed.item && { 'X-Robots-Tag': 'noindex' }),
      },
    }
  })
}

interface AbsentItem {
  collection: CollectionName
  id: string
  /** The ids in the collection. */
  known: Iterable<string>
}

/**
 * Returns 410, or a redirect to the item that replaced it, also in another collection; no redirect to an item without a URL. For an
 * id of another collection, returns 404 with the item's URL. A tombstone without a part counts for every collection.
 */
async function describeAbsent(
  c: Context<App>,
  { topic, release }: FileRequest,
  file: ResolvedFile,
  { collection, id, known }: AbsentItem,
): Promise<Failure | Response> {
  const { ref, manifest } = file
  const tombstone = getOwn(ref.tombstones.items, id)
  const base = `${c.env.PUBLIC_ORIGIN}/v1/topics/${topic}${release === undefined ? '' : `/releases/${release}`}`
  if (!tombstone || (tombstone.part ?? collection) !== collection) {
    const missing = `Release ${manifest.release} of ${topic} has no item ${id} in ${collection}`
    const place = tombstone?.part ?? (await findCollection(c.get('storage'), file, id, release))
    const hasUrl = place !== undefined && place !== 'unknowns'
    if (hasUrl) return { kind: 'not-found', detail: `${missing}. Its URL is ${base}/${place}/${id}.` }
    return { kind: 'not-found', detail: `${missing}${suggest(id, known) || `; see ${base}/${collection}`}.` }
  }
  const { movedTo, movedToPart = collection } = tombstone
  if (movedTo === undefined || movedToPart === 'unknowns') return describeGone(id, tombstone)
  const url = `${base}/${movedToPart}/${movedTo}${movedToPart === collection ? formatQuery(c.get('query') ?? {}) : ''}`
  return redirect(308, url, revalidatedCacheControl(c.env.FRESH_SECONDS))
}

/** Resolves with the collection of the same release that has the item, if any. */
async function findCollection(
  storage: Storage,
  resolved: ResolvedTopic,
  id: string,
  release: number | undefined,
): Promise<CollectionName | undefined> {
  const whole = await resolveFileOf(storage, resolved, WHOLE_TOPIC, release)
  if (whole.kind !== 'resolved') return undefined
  // Looks for the id in the text first, so that an unknown id does not parse a long topic. Not by a TextDecoder, which is slow.
  const text = await new Response(whole.blob.bytes).text()
  if (!text.includes(`"id":"${id}"`)) return undefined
  return (await storage.blobs.parseCached(whole.blob, listTopic)).byId.get(id)?.collection
}

function describe(
  c: Context<App>,
  request: FileRequest,
  file: ResolvedFile,
  about: Parameters<typeof describeFile>[3],
): Record<string, string> {
  return { ...DATA_HEADERS, 'X-Release': String(file.manifest.release), ...describeFile(c, request, file, about) }
}
