/** A collection of a topic: the whole file as it is, or what a query makes of it, page by page. */
import type { Context } from 'hono'
import type { CollectionName } from '../../data/wire.ts'
import { answerFound, answerFromFile, toFailure } from '../answer.ts'
import type { App } from '../environment.ts'
import { FILES } from '../http/formats.ts'
import { respondWithProblem } from '../http/problem.ts'
import { badCursor, derivePage } from '../lists/collection.ts'
import { decodeCursor } from '../lists/cursor.ts'
import { isShaped, type Shape } from '../lists/include.ts'
import { formatQuery, type Values } from '../lists/query.ts'
import { openStorage, type Storage } from '../storage/kv.ts'
import { type Found, findFile, findTopic, type Missing } from '../storage/release.ts'
import { readWanted } from '../wanted.ts'

const RELEASE = /^[1-9]\d{0,8}$/
const ID = /^[a-z0-9-]{1,80}$/
/** Filters, inlined references and event dates need all of a topic. */
const PATH = 'topic.json'

export async function answerCollection(c: Context<App>, collection: CollectionName): Promise<Response> {
  const query = c.get('query')
  if (!query) return answerFromFile(c, readWanted(c, `${collection}.json`))
  const fail = (detail: string) => respondWithProblem(badCursor(detail), c.req.path)
  const cursor = typeof query.cursor === 'string' ? readCursor(query.cursor) : []
  if (!cursor) return fail('must be the `next` of a page of this list')
  const [number, after] = cursor
  const about = { query, address: `/${collection}`, schema: nameSchema(collection, query) }
  const wanted = { ...readWanted(c, `${collection}.json`, about), path: PATH, query: formatQuery(query) }
  const { topic, release } = wanted
  const pinned = number === undefined ? undefined : Number(number)
  if (release !== undefined && pinned !== undefined && release !== pinned) {
    return fail(`is of release ${pinned}, and the address of release ${release}`)
  }
  const found = await findPage(openStorage(c.env), topic, release, pinned)
  if (found.kind === 'unknown-release' && release === undefined)
    return fail(`is of release ${pinned}, which there is not`)
  if (found.kind !== 'found') return respondWithProblem(toFailure(found, wanted), c.req.path)
  return answerFound(c, wanted, found, () => derivePage(found, collection, query, after))
}

function nameSchema(collection: CollectionName, query: Values): string {
  const { schema } = FILES[`${collection}.json`]
  return isShaped(query as Shape) ? schema.replace(/List$/, 'Selection') : schema
}

/** A release alone is where its first page begins. */
function readCursor(cursor: string): string[] | undefined {
  return decodeCursor(cursor, [RELEASE, ID]) ?? decodeCursor(cursor, [RELEASE])
}

/** A cursor leads on in the release that it names, whichever readers have by now. */
async function findPage(
  storage: Storage,
  topic: string,
  release: number | undefined,
  pinned: number | undefined,
): Promise<Found | Missing> {
  if (pinned === undefined || release !== undefined) return findFile(storage, topic, PATH, release)
  const current = await findTopic(storage, topic)
  if (current.kind !== 'found') return current
  // Also a draft, which has a number and is no release.
  if (current.pointer.manifest.release !== pinned) return findFile(storage, topic, PATH, pinned)
  const found = await findFile(storage, topic, PATH)
  return found.kind === 'found' && found.manifest.release !== pinned ? { kind: 'unavailable' } : found
}
