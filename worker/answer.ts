/**
 * From a file of a topic's release to an answer. What is made of a file (an item, a script) is made once and kept for as
 * long as readers have it.
 */
import type { Context } from 'hono'
import type { Retirement } from '../data/releases/records.ts'
import type { App } from './environment.ts'
import { createMemo, type Memo } from './memo.ts'
import { type Failure, respondWithProblem } from './problem.ts'
import { type Found, findFile, type Missing } from './release.ts'
import {
  createRepresentation,
  movingCacheControl,
  PINNED,
  type Representation,
  type RepresentationOptions,
  redirect,
  respond,
} from './response.ts'
import { openStorage, type Storage } from './storage.ts'
import { dropWithdrawn } from './withdrawal.ts'

const MAX_REPRESENTATIONS = 2_000
const representations = new WeakMap<Storage, Memo<Representation>>()

/** What was made of one store's files. */
function openRepresentations(storage: Storage): Memo<Representation> {
  let memo = representations.get(storage)
  if (!memo) {
    memo = createMemo(MAX_REPRESENTATIONS, Number.POSITIVE_INFINITY, Date.now)
    representations.set(storage, memo)
  }
  return memo
}

/** What is asked for: a file of a topic, of the release that readers have or of one that the address names. */
export interface Wanted {
  topic: string
  path: string
  release?: number
  /** Further headers, made once with the representation. */
  headers?: (found: Found) => Record<string, string>
}

/** What a file becomes: bytes, their tag and type. Absent when the file does not have what was asked for. */
export type Derived = Pick<RepresentationOptions, 'body' | 'tag' | 'type'> & { isDatedByRelease: boolean }
export type Derive = (found: Found, body: ArrayBuffer | string) => Derived | undefined

const asIs: Derive = ({ entry }, body) => ({ body, tag: entry.sha256, type: entry.type, isDatedByRelease: true })

export async function answerFromFile(c: Context<App>, wanted: Wanted, derive = asIs): Promise<Response> {
  const { topic, path, release } = wanted
  const storage = openStorage(c.env)
  const found = await findFile(storage, topic, path, release)
  if (found.kind !== 'found') return respondWithProblem(toFailure(found, wanted), c.req.path)
  const key = `${c.req.path} ${found.manifest.release} ${found.pointer.sequence}`
  const made = openRepresentations(storage)
  const known = made.last(key)
  if (known) return respond(c.req.raw, known, found.stale)
  const derived = derive(found, dropWithdrawn(found.bytes, found.pointer.withdrawn))
  if (!derived) return respondWithProblem({ kind: 'not-found', detail: 'This release has no such item.' }, c.req.path)
  const representation = represent(c, found, wanted, derived)
  made.set(key, representation)
  return respond(c.req.raw, representation, found.stale)
}

/** An item of a collection. One that was withdrawn or retired is gone, or has moved, whichever release is asked. */
export async function answerItem(c: Context<App>, wanted: Wanted, id: string, derive: Derive): Promise<Response> {
  const { topic, path, release } = wanted
  const found = await findFile(openStorage(c.env), topic, path, release)
  const withdrawn = found.kind === 'found' ? own(found.pointer.withdrawn.items, id) : undefined
  if (withdrawn) return respondWithProblem({ kind: 'gone', tombstone: withdrawn }, c.req.path)
  const retired = found.kind === 'found' ? own(found.manifest.retired, id) : undefined
  return retired ? answerRetired(c, id, retired) : answerFromFile(c, wanted, derive)
}

function answerRetired(c: Context<App>, id: string, { date, reason, movedTo }: Retirement): Response {
  if (movedTo === undefined) return respondWithProblem({ kind: 'gone', tombstone: { date, reason } }, c.req.path)
  const location = c.env.PUBLIC_ORIGIN + c.req.path.slice(0, -id.length) + movedTo
  return redirect(308, location, movingCacheControl(c.env.FRESH_SECONDS))
}

export function toFailure(
  missing: Missing,
  { topic, path, release }: Pick<Wanted, 'topic'> & Partial<Wanted>,
): Failure {
  switch (missing.kind) {
    case 'unknown-topic':
      return { kind: 'not-found', detail: `There is no topic ${topic}.` }
    case 'unknown-release':
      return {
        kind: 'not-found',
        detail: `There is no release ${release} of ${topic}; the latest is ${missing.latest}.`,
      }
    case 'unknown-file':
      return { kind: 'not-found', detail: `This release of ${topic} has no ${path}.` }
    case 'withdrawn':
      return { kind: 'gone', tombstone: missing.tombstone }
    case 'unavailable':
      return { kind: 'unavailable' }
  }
}

function represent(c: Context<App>, found: Found, { release, headers }: Wanted, derived: Derived): Representation {
  const { isDatedByRelease, tag, ...content } = derived
  const { sequence, withdrawn, written } = found.pointer
  const isReduced = Object.keys(withdrawn.items).length > 0
  const modified = release === undefined || isReduced ? written : found.manifest.published
  return createRepresentation({
    ...content,
    tag: isReduced ? `${tag}-${sequence}` : tag,
    cacheControl: release === undefined ? movingCacheControl(c.env.FRESH_SECONDS) : PINNED,
    ...(isDatedByRelease ? { modified } : {}),
    headers: { 'X-Release': String(found.manifest.release), ...headers?.(found) },
  })
}

function own<Value>(record: Record<string, Value>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
