/**
 * The one file that makes responses. A representation's headers are made once and kept with its bytes: serving it is then
 * comparing an ETag and sending both.
 */
import { PINNED_MAX_AGE_SECONDS, PINNED_SHARED_MAX_AGE_SECONDS, STALE_WHILE_REVALIDATE_SECONDS } from '../freshness.ts'
import { acceptsGzip, isCompressible, isFinal } from './compression.ts'
import { isNotModified } from './conditional.ts'

/** A year, for what can never change (RFC 9111, 5.2; RFC 8246). */
export const IMMUTABLE = 'public, max-age=31536000, immutable'
/** A release never changes, but its redaction must reach clients: shared caches ask again each minute. */
export const PINNED = `public, max-age=${PINNED_MAX_AGE_SECONDS}, s-maxage=${PINNED_SHARED_MAX_AGE_SECONDS}`
export const NO_STORE = 'no-store'

/** For what a publish changes. With 0, as on an editor's machine, nothing is shown without asking. */
export function revalidatedCacheControl(freshSeconds: number): string {
  if (freshSeconds === 0) return 'no-cache'
  return `public, max-age=${freshSeconds}, stale-while-revalidate=${STALE_WHILE_REVALIDATE_SECONDS}`
}

/** On every response: readable from any origin, never sniffed, timings open. Never a cookie, so no credentials (Fetch, 3.3). */
export const COMMON_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Content-Location, ETag, Link, Location, Memento-Datetime, Retry-After, X-Release, X-Stale',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Timing-Allow-Origin': '*',
  'X-Content-Type-Options': 'nosniff',
} as const

/** On data: should a browser open them as a page, nothing in them runs or loads (CSP Level 3). */
export const DATA_HEADERS = { 'Content-Security-Policy': "default-src 'none'; sandbox" } as const

/** Dropped from a 304: it has no content to describe (RFC 9110, 15.4.5). */
const CONTENT_HEADERS = ['Content-Type', 'Content-Length', 'Content-Encoding']

export interface Representation {
  body: ArrayBuffer | Uint8Array<ArrayBuffer>
  etag: string
  /** Milliseconds since the epoch; absent when it is not known. */
  lastModified?: number
  headers: Headers
  /** Whether Accept had a part in choosing it. */
  isNegotiated: boolean
  /** The same in the content coding gzip, which has a tag of its own (RFC 9110, 8.8.3.3). */
  compressed?: Representation
  /** Those of a 304: made when the first is sent. */
  notModifiedHeaders?: Headers
}

export interface RepresentationOptions {
  body: Representation['body']
  /** The body in the content coding gzip. */
  compressed?: ArrayBuffer | undefined
  type: string
  /** Without quotes; names these bytes and no others (RFC 9110, 8.8.1). */
  tag: string
  cacheControl: string
  /** RFC 3339. */
  modified?: string
  /** Further headers, such as Link and X-Release. */
  headers?: Record<string, string>
}

export function createRepresentation(options: RepresentationOptions): Representation {
  const { body, compressed, type, tag, cacheControl, modified, headers } = options
  const etag = `"${tag}"`
  const lastModified = modified === undefined ? undefined : Date.parse(modified)
  const full = new Headers(sharedHeaders(type, cacheControl))
  for (const name in headers) full.set(name, headers[name] ?? '')
  if (headers?.Vary !== undefined && isCompressible(type)) full.set('Vary', `${headers.Vary}, Accept-Encoding`)
  // Said here, since an answer to HEAD has no body to measure (RFC 9110, 9.3.2).
  full.set('Content-Length', String(body.byteLength))
  full.set('ETag', etag)
  if (lastModified !== undefined) full.set('Last-Modified', new Date(lastModified).toUTCString())
  const representation: Representation = {
    body,
    etag,
    headers: full,
    isNegotiated: headers?.Vary !== undefined,
    ...(lastModified === undefined ? {} : { lastModified }),
  }
  if (!compressed) return representation
  const { compressed: _, ...plain } = options
  const coded = createRepresentation({ ...plain, body: compressed, tag: `${tag}-gzip` })
  coded.headers.set('Content-Encoding', 'gzip')
  return { ...representation, compressed: coded }
}

/** By media type and Cache-Control, of which code has a few. */
const shared = new Map<string, Headers>()

/** What all of a type have: to copy them takes a third of making them of text. */
function sharedHeaders(type: string, cacheControl: string): Headers {
  const key = `${type} ${cacheControl}`
  let headers = shared.get(key)
  if (!headers) {
    headers = new Headers({
      ...COMMON_HEADERS,
      'Content-Type': type,
      'Cache-Control': isFinal(type) ? `${cacheControl}, no-transform` : cacheControl,
      ...(isCompressible(type) && { Vary: 'Accept-Encoding' }),
    })
    shared.set(key, headers)
  }
  return headers
}

/** 200 with the bytes, or 304 without; `stale` says why they may be old. */
export function respond(request: Request, whole: Representation, stale?: string): Response {
  const isCoded = whole.compressed && acceptsGzip(request.headers.get('Accept-Encoding'))
  const representation = (isCoded && whole.compressed) || whole
  const isFresh = isNotModified(request.headers, representation)
  const response = isFresh
    ? new Response(null, { status: 304, headers: readNotModifiedHeaders(representation) })
    : new Response(representation.body, { headers: representation.headers, encodeBody: 'manual' })
  if (stale !== undefined) response.headers.set('X-Stale', stale)
  return response
}

function readNotModifiedHeaders(representation: Representation): Headers {
  if (!representation.notModifiedHeaders) {
    representation.notModifiedHeaders = new Headers(representation.headers)
    for (const name of CONTENT_HEADERS) representation.notModifiedHeaders.delete(name)
  }
  return representation.notModifiedHeaders
}

/** To another address (RFC 9110, 15.4), which is absolute. */
export function redirect(
  status: 302 | 308,
  location: string,
  cacheControl: string,
  headers?: Record<string, string>,
): Response {
  return new Response(null, {
    status,
    headers: { ...COMMON_HEADERS, ...headers, Location: location, 'Cache-Control': cacheControl },
  })
}

/** The answer to a preflight. Any header is allowed: libraries add their own, and none changes what is sent (Fetch, 3.3.5). */
export function respondToOptions(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...COMMON_HEADERS,
      Allow: ALLOWED_METHODS,
      'Access-Control-Allow-Methods': ALLOWED_METHODS,
      'Access-Control-Allow-Headers': '*',
      'Access-Control-Max-Age': '86400',
    },
  })
}

export const ALLOWED_METHODS = 'GET, HEAD, OPTIONS'
