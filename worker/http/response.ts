/**
 * The one file that makes responses. The headers that representations share are made once for all of them; the whole set of
 * one is made when it is sent again. Serving it is then comparing an ETag and sending both.
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
  /** Whether Accept had a part in choosing it. */
  isNegotiated: boolean
  /** The same in the content coding gzip, which has a tag of its own (RFC 9110, 8.8.3.3). */
  compressed?: Representation
  sharedHeaders: Headers
  ownHeaders: [name: string, value: string][]
  /** Whether the body has a content coding. */
  isCoded: boolean
  isSent: boolean
  /** With all headers. Made when it is sent for the second time, which most answers to a query never are. */
  init?: ResponseInit
  /** Of a 304: made when the first is sent. */
  notModifiedInit?: ResponseInit
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
  const { body, compressed, tag, modified, headers } = options
  const etag = `"${tag}"`
  const lastModified = modified === undefined ? undefined : Date.parse(modified)
  const representation: Representation = {
    body,
    etag,
    isNegotiated: headers?.Vary !== undefined,
    sharedHeaders: shareHeaders(options),
    // Content-Length is said here, since an answer to HEAD has no body to measure (RFC 9110, 9.3.2).
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

/** Headers that differ for nearly every URL, besides the length and the tag. */
const OWN_HEADERS = ['Link', 'Content-Location']

/** By their values. A topic has a few for each of its releases. */
const shared = new Map<string, Headers>()
const MAX_SHARED = 500

/** All other headers: copying them takes a third of the time of creating them from text. */
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

/** 200 with the bytes, or 304 without; `stale` says why they may be old. */
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

/** A body with a content coding is sent as it is. For all others the option is left out, since reading it costs time. */
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
