/**
 * Creates all responses except errors. Headers that representations share are created once; the full set of one representation is
 * created when it is sent for the second time. After that, serving it means comparing an ETag and sending headers and body.
 */
import { PINNED_MAX_AGE_SECONDS, PINNED_SHARED_MAX_AGE_SECONDS, STALE_WHILE_REVALIDATE_SECONDS } from '../freshness.ts'
import { acceptsGzip, isCompressible, isFinal } from './compression.ts'
import { isNotModified } from './conditional.ts'

/** A year, for content that never changes (RFC 9111, 5.2; RFC 8246). */
export const IMMUTABLE = 'public, max-age=31536000, immutable'
/** A release never changes, but its redaction must reach clients: shared caches revalidate each minute. */
export const PINNED = `public, max-age=${PINNED_MAX_AGE_SECONDS}, s-maxage=${PINNED_SHARED_MAX_AGE_SECONDS}`
export const NO_STORE = 'no-store'

/** For content that a publish changes. With 0, as on an editor's machine, caches always revalidate. */
export function revalidatedCacheControl(freshSeconds: number): string {
  if (freshSeconds === 0) return 'no-cache'
  return `public, max-age=${freshSeconds}, stale-while-revalidate=${STALE_WHILE_REVALIDATE_SECONDS}`
}

/** On every response: readable from any origin, no type sniffing, timings visible. No cookies, so no credentials (Fetch, 3.3). */
export const COMMON_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Content-Location, ETag, Link, Location, Memento-Datetime, Retry-After, X-Release, X-Stale',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Timing-Allow-Origin': '*',
  'X-Content-Type-Options': 'nosniff',
} as const

/** On data: if a browser opens them as a page, nothing in them runs or loads (CSP Level 3). */
export const DATA_HEADERS = { 'Content-Security-Policy': "default-src 'none'; sandbox" } as const

/** Removed from a 304, which has no content to describe (RFC 9110, 15.4.5). */
const CONTENT_HEADERS = ['Content-Type', 'Content-Length', 'Content-Encoding']

export interface Representation {
  body: ArrayBuffer | Uint8Array<ArrayBuffer>
  etag: string
  /** Milliseconds since the epoch; absent when unknown. */
  lastModified?: number
  /** Whether it was chosen by Accept. */
  isNegotiated: boolean
  /** The same content with the coding gzip, which has its own tag (RFC 9110, 8.8.3.3). */
  compressed?: Representation
  sharedHeaders: Headers
  ownHeaders: [name: string, value: string][]
  /** Whether the body has a content coding. */
  isCoded: boolean
  isSent: boolean
  /** With all headers. Created when it is sent for the second time, which is rare for responses to queries. */
  init?: ResponseInit
  /** Of a 304. Created when the first is sent. */
  notModifiedInit?: ResponseInit
}

export interface RepresentationOptions {
  body: Representation['body']
  /** The body with the content coding gzip. */
  compressed?: ArrayBuffer | undefined
  type: string
  /** Without quotes; identifies exactly these bytes (RFC 9110, 8.8.1). */
  tag: string
  cacheControl: string
  /** RFC 3339. */
  modified?: string
  /** Further headers, such as Link and X-Release. */
  headers?: Record<string, string>
}

export function createRepresentation(options: RepresentationOptions): Representation {
  const { body, compressed, tag, modified, headers } = options
  const etag = `"${tag}"`
  const lastModified = modified === undefined ? undefined : Date.parse(modified)
  const representation: Representation = {
    body,
    etag,
    isNegotiated: headers?.Vary !== undefined,
    sharedHeaders: shareHeaders(options),
    // Content-Length is set here, since a response to HEAD has no body to measure (RFC 9110, 9.3.2).
    ownHeaders: [...pickOwn(headers), ['Content-Length', String(body.byteLength)], ['ETag', etag]],
    isCoded: false,
    isSent: false,
    ...(lastModified !== undefined && { lastModified }),
  }
  if (!compressed) return representation
  const { compressed: _, ...plain } = options
  const coded = createRepresentation({ ...plain, body: compressed, tag: `${tag}-gzip` })
  coded.ownHeaders.push(['Content-Encoding', 'gzip'])
  return { ...representation, compressed: { ...coded, isCoded: true } }
}

function pickOwn(headers: Record<string, string> = {}): Representation['ownHeaders'] {
  return OWN_HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]]))
}

/** Headers that differ for nearly every URL, in addition to length and tag. */
const OWN_HEADERS = ['Link', 'Content-Location']

/** Shared headers by their values. A topic has a few sets per release. */
const shared = new Map<string, Headers>()
const MAX_SHARED = 500

/** Returns all other headers. Copying them takes a third of the time of creating them from text. */
function shareHeaders({ type, cacheControl, modified, headers = {} }: RepresentationOptions): Headers {
  let key = `${type}\n${cacheControl}\n${modified}`
  for (const name in headers) if (!OWN_HEADERS.includes(name)) key += `\n${name} ${headers[name]}`
  const known = shared.get(key)
  if (known) return known
  const { Link: _, 'Content-Location': __, ...further } = headers
  const made = new Headers({
    ...COMMON_HEADERS,
    'Content-Type': type,
    'Cache-Control': isFinal(type) ? `${cacheControl}, no-transform` : cacheControl,
    ...(modified !== undefined && { 'Last-Modified': new Date(modified).toUTCString() }),
    ...further,
  })
  if (isCompressible(type)) made.append('Vary', 'Accept-Encoding')
  if (shared.size >= MAX_SHARED) shared.clear()
  shared.set(key, made)
  return made
}

/** Returns 200 with the bytes, or 304 without; `stale` is the reason why they may be old. */
export function respond(request: Request, whole: Representation, stale?: string): Response {
  const isCoded = whole.compressed && acceptsGzip(request.headers.get('Accept-Encoding'))
  const representation = (isCoded && whole.compressed) || whole
  const isFresh = isNotModified(request.headers, representation)
  const response = isFresh ? new Response(null, readNotModifiedInit(representation)) : send(representation)
  if (stale !== undefined) response.headers.set('X-Stale', stale)
  return response
}

function send(representation: Representation): Response {
  const { body, sharedHeaders, isSent } = representation
  if (isSent) return new Response(body, readInit(representation))
  representation.isSent = true
  const response = new Response(body, createInit(representation, sharedHeaders))
  addOwn(response.headers, representation)
  return response
}

/** A body with a content coding is sent unchanged. For others the option is omitted, since reading it costs time. */
function createInit({ isCoded }: Representation, headers: Headers): ResponseInit {
  return isCoded ? { headers, encodeBody: 'manual' } : { headers }
}

function addOwn(headers: Headers, { ownHeaders }: Representation): Headers {
  for (const [name, value] of ownHeaders) headers.set(name, value)
  return headers
}

function readInit(representation: Representation): ResponseInit {
  representation.init ??= createInit(representation, copyHeaders(representation))
  return representation.init
}

function readNotModifiedInit(representation: Representation): ResponseInit {
  if (!representation.notModifiedInit) {
    const headers = copyHeaders(representation)
    for (const name of CONTENT_HEADERS) headers.delete(name)
    representation.notModifiedInit = { status: 304, headers }
  }
  return representation.notModifiedInit
}

function copyHeaders(representation: Representation): Headers {
  return addOwn(new Headers(representation.sharedHeaders), representation)
}

/** Redirects to an absolute URL (RFC 9110, 15.4). */
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

/** Responds to a preflight. Allows every header: libraries add their own, and none changes the response (Fetch, 3.3.5). */
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
