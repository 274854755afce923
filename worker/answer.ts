/**
 * From a file of a topic's release to an answer. What is made of a file (an item, a script, a page of a list) is made once
 * and kept for as long as readers have it.
 */
import type { Context } from 'hono'
import { sha256Hex } from '../data/sha256.ts'
import type { App } from './environment.ts'
import { putOrigin } from './http/origin.ts'
import { type Failure, respondWithProblem } from './http/problem.ts'
import { MAX_QUERY_BYTES, openRepresentations } from './http/representations.ts'
import {
  createRepresentation,
  movingCacheControl,
  PINNED,
  type Representation,
  type RepresentationOptions,
  respond,
} from './http/response.ts'
import { remember } from './recall.ts'
import { openStorage } from './storage/kv.ts'
import { type Found, findFile, type Missing } from './storage/release.ts'
import { dropWithdrawn, hasWithdrawals, refuseWithdrawn } from './storage/withdrawal.ts'

const TAG_LENGTH = 16

/** What is asked for: a file of a topic, of the release that readers have or of one that the address names. */
export interface Wanted {
  topic: string
  path: string
  release?: number
  /** What is asked of the file, in its canonical form. */
  query?: string
  /** Made of our code too, which moves even where the release does not. */
  isMoving?: boolean
  /** Further headers, made once with the representation. */
  headers?: (found: Found, derived: Derived) => Record<string, string>
}

/** What a file becomes: bytes, their tag and type. */
export type Derived = Pick<RepresentationOptions, 'body' | 'tag' | 'type' | 'headers'> & { isDatedByRelease: boolean }
type Outcome = Derived | Failure
/** `body` is the file without what was withdrawn. */
export type Derive = (found: Found, body: ArrayBuffer | string, origin: string) => Outcome | Promise<Outcome>

/** The file as it is; where it is not JSON of ours, with our origin in it, on which the tag then depends too. */
const serveFile: Derive = async ({ entry, bytes }, body, origin) => {
  const { sha256, type, encoding } = entry
  if (encoding) return { body: decodeBase64(body as ArrayBuffer), tag: sha256, type, isDatedByRelease: true }
  if (isJson(type) || !isText(type)) return { body, tag: sha256, type, isDatedByRelease: true }
  const text = putOrigin(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), type, origin)
  const tag = `${sha256}-${(await sha256Hex(origin)).slice(0, TAG_LENGTH)}`
  return { body: text, tag, type, isDatedByRelease: true }
}

function decodeBase64(text: ArrayBuffer): ArrayBuffer {
  return Uint8Array.from(atob(new TextDecoder().decode(text)), (character) => character.charCodeAt(0)).buffer
}

export async function answerFromFile(c: Context<App>, wanted: Wanted, derive = serveFile): Promise<Response> {
  const found = await findFile(openStorage(c.env), wanted.topic, wanted.path, wanted.release)
  if (found.kind !== 'found') return respondWithProblem(toFailure(found, wanted), c.req.path)
  return answerFound(c, wanted, found, derive)
}

/** At once when it was made before. */
export function answerFound(
  c: Context<App>,
  wanted: Wanted,
  found: Found,
  derive: Derive,
): Response | Promise<Response> {
  const { files, queries } = openRepresentations(openStorage(c.env))
  const made = wanted.query === undefined ? files : queries
  const address = `${c.req.path}${wanted.query ?? ''}`
  const { release } = found.manifest
  // With the hash, since two who published at the same moment may both have been given the same numbers.
  const key = `${address} ${wanted.path} ${release} ${found.pointer.sequence} ${found.entry.sha256}`
  const known = made.last(key)
  if (known) {
    remember(c, address, found, known)
    return respond(c.req.raw, known, found.stale)
  }
  return makeRepresentation(c, wanted, found, derive).then((representation) => {
    if ('kind' in representation) return respondWithProblem(representation, c.req.path)
    if (made === files || representation.body.byteLength <= MAX_QUERY_BYTES) {
      made.set(key, representation)
      remember(c, address, found, representation)
    }
    return respond(c.req.raw, representation, found.stale)
  })
}

async function makeRepresentation(
  c: Context<App>,
  wanted: Wanted,
  found: Found,
  derive: Derive,
): Promise<Representation | Failure> {
  const isWhole = isJson(found.entry.type)
  const refusal = isWhole ? undefined : await refuseWithdrawn(openStorage(c.env), found, wanted.path)
  if (refusal) return refusal
  const body = isWhole ? dropWithdrawn(found.bytes, found.pointer.withdrawn) : found.bytes
  const derived = await derive(found, body, c.env.PUBLIC_ORIGIN)
  return 'kind' in derived ? derived : represent(c, found, wanted, derived)
}

function isJson(type: string): boolean {
  return type === 'application/json'
}

function isText(type: string): boolean {
  return type.startsWith('text/') || /\+(?:json|xml)\b/.test(type)
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

function represent(
  c: Context<App>,
  found: Found,
  { release, headers, isMoving }: Wanted,
  derived: Derived,
): Representation {
  const { isDatedByRelease, tag, body, type } = derived
  const { sequence, withdrawn, written } = found.pointer
  const isReduced = hasWithdrawals(withdrawn)
  const modified = release === undefined || isReduced ? written : found.manifest.published
  return createRepresentation({
    body,
    type,
    tag: isReduced ? `${tag}-${sequence}` : tag,
    cacheControl: release === undefined || isMoving ? movingCacheControl(c.env.FRESH_SECONDS) : PINNED,
    ...(isDatedByRelease ? { modified } : {}),
    headers: { 'X-Release': String(found.manifest.release), ...headers?.(found, derived), ...derived.headers },
  })
}
