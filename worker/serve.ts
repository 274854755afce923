/**
 * The path of every response that is not an error: load, render, respond. Failures are values, and only this file maps them to
 * responses. A rendered response is cached as long as its source is current.
 */
import type { Context } from 'hono'
import { sha256Hex } from '../data/citations/sha256.ts'
import type { ItemTombstone } from '../data/store/records.ts'
import type { App } from './env.ts'
import { compress, isFinal } from './http/compression.ts'
import { type Failure, respondWithProblem } from './http/problem.ts'
import { createRepresentation, respond, revalidatedCacheControl } from './http/response.ts'
import type { Basis } from './response-cache.ts'
import { IndexError } from './store/index-db.ts'
import { logError } from './store/log.ts'
import {
  type ResolvedFile,
  type ResolvedTopic,
  type ResolveError,
  resolveFileOf,
  resolveTopic,
} from './store/resolve.ts'
import { INDEX_TAG, tagTopic } from './withdrawals.ts'

const encoder = new TextEncoder()

/** The parts of a response. */
export interface Rendered {
  body: string | ArrayBuffer | Uint8Array<ArrayBuffer>
  type: string
  /** Identifies these bytes; by default their digest. */
  tag?: string
  /** RFC 3339. Absent if the content also depends on code, which no release dates. */
  modified?: string
  headers?: Record<string, string>
  /** By default, that of content that a publish changes. */
  cacheControl?: string
}

type Outcome = Rendered | Response | Failure
type Awaitable<Value> = Value | Promise<Value>

/** Renders what was loaded. A `Response` is sent unchanged and not cached. */
export type Renderer<Loaded> = (loaded: Loaded) => Awaitable<Outcome>

/** A file of a topic: of the current release, or of the release in the URL. */
export interface FileRequest {
  topic: string
  path: string
  release?: number
  /** The canonical query, if the response depends on one. */
  query?: string
  /** Whether the file was chosen by Accept (RFC 9110, 12.5.5). */
  isNegotiated?: boolean
}

interface TopicRequest<Loaded extends ResolvedTopic> {
  topic: string
  /** File and release in the URL, for messages to the client. */
  path?: string | undefined
  release?: number | undefined
  /** The canonical URL, and what else selects the representation. */
  key: string
  load: (resolved: ResolvedTopic) => Awaitable<Loaded | ResolveError | Failure>
  render: Renderer<Loaded>
}

/** Serves a response that is rendered from one file. */
export function serve(c: Context<App>, request: FileRequest, render: Renderer<ResolvedFile>): Promise<Response> {
  const { topic, path, release, query = '', isNegotiated } = request
  const storage = c.get('storage')
  return serveTopic(c, {
    topic,
    path,
    release,
    // Negotiated files share a URL. The first has the plain key, since clients that accept anything get it.
    key: `${c.req.path}${query}${isNegotiated && path !== 'topic.json' ? ` ${path}` : ''}`,
    load: (resolved) => resolveFileOf(storage, resolved, path, release),
    render,
  })
}

/** Serves a response that is rendered from a topic's ref and from what `load` reads. */
export async function serveTopic<Loaded extends ResolvedTopic>(
  c: Context<App>,
  { topic, path, release, key, load, render }: TopicRequest<Loaded>,
): Promise<Response> {
  const storage = c.get('storage')
  const responses = c.get('responses')
  const resolved = await resolveTopic(storage, topic)
  if ('ref' in resolved && resolved.ref) c.get('withdrawals').note(resolved.ref)
  if (resolved.kind !== 'resolved') return fail(c, describeError(resolved, { topic }))
  const known = responses.getFor(key, resolved.ref)
  if (known) return respond(c.req.raw, known, resolved.stale)
  const loaded = await guardContent(c.req.path, () => load(resolved))
  if (loaded.kind !== 'resolved') return fail(c, describeError(loaded, { topic, path, release }))
  return send(
    c,
    await guardContent(c.req.path, () => render(loaded)),
    key,
    loaded.stale ? undefined : { ref: loaded.ref },
    { tag: tagTopic(topic), stale: loaded.stale },
  )
}

/** Serves a response from the index: cached for FRESH_SECONDS, and served as the last good page while the index fails. */
export async function serveIndex(
  c: Context<App>,
  key: string,
  render: () => Promise<(Rendered & { stale?: string | undefined }) | Failure>,
): Promise<Response> {
  const storage = c.get('storage')
  const responses = c.get('responses')
  const cached = responses.get(key)
  const indexedAt = storage.now()
  const isFresh =
    typeof cached?.basis === 'object' &&
    'indexedAt' in cached.basis &&
    indexedAt - cached.basis.indexedAt < storage.freshMs
  if (cached && isFresh) return respond(c.req.raw, cached.representation)
  try {
    const rendered = await guardContent(c.req.path, render)
    const stale = 'kind' in rendered ? undefined : rendered.stale
    return await send(c, rendered, key, stale ? undefined : { indexedAt }, { tag: INDEX_TAG, stale })
  } catch (error) {
    if (!(error instanceof IndexError)) throw error
    if (cached) return respond(c.req.raw, cached.representation, 'index-error')
    return fail(c, { kind: 'unavailable', detail: error.message })
  }
}

/** Serves a response that depends only on this code: rendered once per isolate. */
export async function staticResponse(
  c: Context<App>,
  render: () => Rendered | Failure | Promise<Rendered | Failure>,
): Promise<Response> {
  const key = c.req.path
  const known = c.get('responses').get(key)
  if (known?.basis === 'code') return respond(c.req.raw, known.representation)
  return send(c, await render(), key, 'code')
}

/** The only place where a failure becomes a response. */
export function fail(c: Context<App>, failure: Failure): Response {
  return respondWithProblem(failure, c.req.path)
}

async function send(
  c: Context<App>,
  rendered: Outcome,
  key: string,
  basis: Basis | undefined,
  { tag, stale }: { tag?: string; stale?: string | undefined } = {},
): Promise<Response> {
  if (rendered instanceof Response) return markStale(rendered, stale)
  if ('kind' in rendered) return fail(c, rendered)
  const body = typeof rendered.body === 'string' ? encoder.encode(rendered.body) : rendered.body
  const representation = createRepresentation({
    ...rendered,
    headers: { ...rendered.headers, ...(tag !== undefined && { 'Cache-Tag': tag }) },
    cacheControl: rendered.cacheControl ?? revalidatedCacheControl(c.env.FRESH_SECONDS),
    body,
    tag: rendered.tag ?? (await sha256Hex(new Uint8Array(body))),
    compressed: isFinal(rendered.type) ? await compress(body) : undefined,
  })
  if (basis) c.get('responses').put(key, representation, basis)
  return respond(c.req.raw, representation, stale)
}

function markStale(response: Response, stale: string | undefined): Response {
  if (stale !== undefined) response.headers.set('X-Stale', stale)
  return response
}

/**
 * Bytes that match their hash may still be invalid JSON or violate the schema. The store is not trusted, so content that cannot
 * be rendered counts as unreadable; the error is logged.
 */
function guardContent<Value>(path: string, make: () => Awaitable<Value>): Awaitable<Value | Failure> {
  const explain = (error: unknown): Failure => {
    if (error instanceof IndexError) throw error
    logError('error', error, { path })
    return { kind: 'unavailable', detail: 'The stored content is invalid and cannot be shown.' }
  }
  try {
    const made = make()
    return made instanceof Promise ? made.catch(explain) : made
  } catch (error) {
    return explain(error)
  }
}

/** The failure for a withdrawn or retired item, from its tombstone. */
export function describeGone(what: string, { kind: how, date, reason }: ItemTombstone): Failure {
  return { kind: 'gone', what, how, date, reason }
}

/** Returns the failure for a topic, a release or a file that cannot be resolved. */
export function describeError(
  error: ResolveError | Failure,
  { topic, path, release }: Pick<TopicRequest<ResolvedTopic>, 'topic' | 'path' | 'release'>,
): Failure {
  switch (error.kind) {
    case 'unknown-topic':
      return { kind: 'not-found', detail: `There is no topic ${topic}.`, hint: ' See /v1/topics.' }
    case 'unknown-release':
      return {
        kind: 'not-found',
        detail: `There is no release ${release} of ${topic}; ${error.latest === 0 ? 'it has none yet' : `the newest is ${error.latest}`}.`,
      }
    case 'unknown-file':
      return { kind: 'not-found', detail: `This release of ${topic} has no file ${path}.` }
    case 'withdrawn':
      return {
        kind: 'gone',
        what: release === undefined ? `The topic ${topic}` : `Release ${release} of ${topic}`,
        how: 'withdrawn',
        date: error.tombstone.date,
        reason: error.tombstone.reason,
      }
    default:
      return error
  }
}
