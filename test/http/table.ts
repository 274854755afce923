/**
 * The contract in one table: a request, and the expected response. One row per operation of the OpenAPI document, and rows for
 * what the document cannot express. It names no content of its own, so the same rows run against the Worker on workerd, against
 * `npm start` and against any deployment (`TARGET=https://…`).
 */
import { IMMUTABLE, NO_STORE, PINNED, revalidatedCacheControl } from '../../worker/http/response.ts'
import type { Operation } from '../../worker/openapi/operation.ts'
import { fillAddress } from './addresses.ts'
import type { Service } from './service.ts'

export interface Row {
  method?: string
  /** Path and query. */
  path: string
  headers?: Record<string, string>
  /** The expected status, or a list: the others are correct too, but `has` is not checked for them. */
  status: number | number[]
  /** Headers of the response: a value, a pattern, or null for none. */
  has?: Record<string, string | RegExp | null>
  /** Matches the body as text. */
  body?: RegExp
  /** Whether the document does not describe such a path. */
  isUndocumented?: true
}

const JSON_TYPE = 'application/json'
const PROBLEM = 'application/problem+json'
const TAG = /^"[\w-]+"$/
const DATA_POLICY = "default-src 'none'; sandbox"

/** Creates the row of an operation: status, media types, caching. Absent where the topic has no such item. */
export function createOperationRow(
  operation: Operation,
  service: Service,
  freshSeconds: number | undefined,
): Row | undefined {
  const { content, statuses, caching } = operation
  const path = fillAddress(operation, service)
  if (path === undefined) return undefined
  // 410 where something was withdrawn since the release: see `FILE` in operations/files.ts.
  const status = [content ? 200 : 302, ...(statuses.includes(410) ? [410] : [])]
  return { path, status, has: { 'Cache-Control': describeCaching(caching, freshSeconds) } }
}

/** Describes Cache-Control. Pages and scripts add `no-transform`. */
function describeCaching(caching: Operation['caching'], freshSeconds: number | undefined): RegExp {
  const fields = {
    // `npm start` allows no caching.
    revalidated:
      freshSeconds === undefined
        ? 'no-cache|public, max-age=\\d+, stale-while-revalidate=60'
        : revalidatedCacheControl(freshSeconds),
    pinned: PINNED,
    immutable: IMMUTABLE,
    'no-store': NO_STORE,
  }
  return new RegExp(`^(?:${fields[caching]})(?:, no-transform)?$`)
}

/** A topic's formats besides JSON, under its own URL and each release's: the suffix of that URL, and the media type. */
const FILES: [path: string, type: string][] = [
  ['', JSON_TYPE],
  ['.jsonld', 'application/ld+json'],
  ['.md', 'text/markdown; charset=utf-8'],
  ['/events', JSON_TYPE],
  ['/events.ics', 'text/calendar; charset=utf-8'],
  ['/events.csv', 'text/csv; charset=utf-8; header=present'],
  ['/statements.jsonl', 'application/jsonl'],
  ['.zip', 'application/zip'],
  ['/feed.atom', 'application/atom+xml'],
]

/** Creates the rows that the document cannot express. */
export function createTable({ origin, topic, health: { widget } }: Service): Row[] {
  const base = `/v1/topics/${topic.id}`
  const pinned = `${base}/releases/${topic.release}`
  const cacheTag = `topic-${topic.id}`
  const event = topic.events[0]?.id ?? ''
  const page = encodeURIComponent(`${origin}/topics/${topic.id}`)
  const untouched = { Vary: 'Accept-Encoding', 'Cache-Control': /, no-transform$/ }
  const script = { 'Content-Type': 'text/javascript; charset=utf-8', ...untouched }
  const html = { 'Content-Type': 'text/html; charset=utf-8', ...untouched }
  const problem = { 'Content-Type': PROBLEM, 'Cache-Control': 'no-store' }
  const notFound = (path: string, body?: RegExp): Row => ({ path, status: 404, has: problem, ...(body && { body }) })
  const refused = (path: string, body: RegExp): Row => ({ path, status: 400, has: problem, body })
  // Other spellings of documented URLs.
  const leads = (path: string, to: string, status = 308): Row => ({
    path,
    status,
    has: { Location: origin + to },
    isUndocumented: true,
  })

  return [
    // Files of a topic, current and pinned.
    ...FILES.map(([path, type]): Row => {
      const coded = path === '.zip' ? null : 'Accept-Encoding'
      const Vary = path === '' ? 'Accept, Accept-Encoding' : coded
      const kept = { 'Content-Location': `${origin}${pinned}${path}`, 'Cache-Tag': cacheTag }
      return {
        path: base + path,
        status: 200,
        has: { 'Content-Type': type, ETag: TAG, Vary, ...kept, 'Content-Security-Policy': DATA_POLICY },
      }
    }),
    ...FILES.map(([path, type]): Row => {
      const memento = { 'Memento-Datetime': /GMT$/, 'X-Release': String(topic.release) }
      return { path: pinned + path, status: 200, has: { 'Content-Type': type, ETag: TAG, ...memento } }
    }),
    { path: `${base}/events?limit=1`, status: 200, has: { Link: /rel="first"/, 'Cache-Tag': cacheTag } },
    { path: `${base}/events?q=${event}X-nothing`, status: 200, body: /"items":\[\]/ },

    // History.
    { path: `${base}/releases`, status: 200, has: { Link: /rel="timemap"/ }, body: /"datePublished":.*"total":\d/ },
    { path: `${base}/changes`, status: 200, body: /"release":\d+/ },
    { path: `${base}/changes?from=1&to=1`, status: 200, body: /"items":\[\]/ },
    { path: `${base}/timegate`, status: 302, has: { Location: `${origin}${pinned}`, Vary: 'Accept-Datetime' } },
    {
      path: `${base}/timemap`,
      status: 200,
      has: { 'Content-Type': 'application/link-format' },
      body: /memento"; datetime=/,
    },
    { path: `${base}/timemap.json`, status: 200, body: /"mementos":\{"first"/ },
    {
      path: `${base}?at=2999-01-01`,
      status: 200,
      has: { 'Content-Location': origin + pinned, 'X-Release': String(topic.release) },
    },
    {
      path: `${base}?at=2999-01-01`,
      headers: { Accept: 'text/markdown' },
      status: 200,
      has: { 'Content-Type': /^text\/markdown/, 'Content-Location': `${origin}${pinned}.md` },
    },
    notFound('/v1/topics/No-such-topic?at=2999-01-01', /no topic No-such-topic/),
    {
      path: `${base}/box?at=2999-01-01`,
      status: 200,
      has: {
        'Content-Location': `${origin}${pinned}/box`,
        'Cache-Control': /^(?:no-cache|public, max-age=\d+, stale)/,
      },
    },
    { path: `${base}/events?at=2999-01-01T00:00:00Z&limit=1`, status: 200, has: { 'Memento-Datetime': /GMT$/ } },
    // Before the first release: the timegate leads to it (RFC 7089, 4.5.3); there is no state to show.
    {
      path: `${base}/timegate`,
      headers: { 'Accept-Datetime': 'Fri, 01 Jan 1999 00:00:00 GMT' },
      status: 302,
      has: { Location: /\/releases\/[1-9]\d*$/ },
    },
    notFound(`${base}?at=1999-01-01`, /had no release at 1999-01-01; the first was published at 20/),
    refused(`${base}?at=tomorrow`, /must be a valid day or time in UTC/),
    refused(`${pinned}/events?at=2999-01-01`, /`at` is unknown\. Allowed parameters: from, to, participant, q, /),
    leads(`${base}/releases/latest`, pinned, 302),
    leads(`${base}/releases/latest/events?limit=1`, `${pinned}/events?limit=1`, 302),
    leads(`${base}/releases/latest.md`, `${pinned}.md`, 302),
    notFound(
      `${base}/releases/01`,
      /“01” is not a release\. Use a whole number without leading zeros, at most \d+, or “latest”/,
    ),
    notFound(`${base}/releases/1.5`, /“1.5” is not a release/),
    notFound(`${base}/releases/999999`, /no release 999999/),

    // Lists of all topics.
    ...['topics', 'statements', 'quotes', 'people', 'changes'].map(
      (name): Row => ({
        path: `/v1/${name}`,
        status: 200,
        has: { 'Cache-Tag': 'index', Link: /rel="describedby"/ },
        body: /"total":\d/,
      }),
    ),
    { path: `/v1/statements?topic=${topic.id}&status=claimed&status=denied&sort=date`, status: 200 },
    { path: '/v1/changes?modifiedSince=2999-01-01', status: 200, body: /^\{"items":\[\],"total":0\}$/ },
    { path: '/v1/search?q=xyzzy*', status: 200, body: /"kinds":\[/ },
    { path: '/v1', status: 200, body: /"search":/ },
    refused('/v1/search', /"detail":"`q` is required\.".*"parameter":"q","detail":"is required"/),
    refused('/v1/search?q=*', /must contain a letter or digit/),
    refused(`/v1/search?q=${'a'.repeat(201)}`, /"parameter":"q","detail":"must have at most 200 characters"/),
    {
      path: '/search?q=*',
      headers: { Accept: 'text/html' },
      status: 400,
      has: { 'Content-Type': html['Content-Type'], 'Cache-Control': 'no-store', Vary: 'Accept' },
      body: /Your search must contain a letter or digit/,
    },
    refused('/search?q=*', /"parameter":"q","detail":"must contain a letter or digit/),
    notFound(`/snippet?release=999999&topic=${topic.id}`, /no release 999999/),
    refused(
      '/snippet?size=huge&sections=timeline,foo&host=x',
      /`size` must be one of compact, full; `sections` cannot contain “foo”; allowed: timeline, .*; `host` is unknown\. Allowed parameters: topic, item, as,/,
    ),
    {
      path: '/snippet?as=iframe',
      headers: { Accept: 'text/html' },
      status: 400,
      has: { 'Content-Type': html['Content-Type'], 'Cache-Control': 'no-store', Vary: 'Accept' },
      body: /must be one of quotation, element, html, frame, address, mail/,
    },
    refused('/v1/statements?sort=relevance', /"parameter":"sort","detail":"relevance requires `q`"/),
    { path: '/v1/statements?sort=relevance&q=xyzzy', status: 200 },
    refused('/v1/events?topic=no-such-topic', /has no match for no-such-topic in topics/),
    refused(`${base}/statements?claimant=no-such-party`, /has no match for no-such-party in people or organizations/),
    refused('/v1/statements?modifiedSince=yesterday', /must be a valid day or time/),

    // Negotiation.
    {
      path: base,
      headers: { Accept: 'text/markdown' },
      status: 200,
      has: { 'Content-Type': /^text\/markdown/, 'Content-Location': `${origin}${pinned}.md` },
    },
    {
      path: base,
      headers: { Accept: 'application/ld+json' },
      status: 200,
      has: { 'Content-Type': 'application/ld+json' },
    },
    { path: base, headers: { Accept: 'text/html' }, status: 406, has: { ...problem, Vary: 'Accept' } },
    {
      path: `${base}/events`,
      headers: { Accept: 'text/csv' },
      status: 200,
      has: { 'Content-Type': JSON_TYPE, Link: /\/events\.csv>; rel="alternate"; type="text\/csv"/ },
    },

    // Scripts and pages: proxies must not change them, and they are compressed all the same.
    { path: '/widget.js', status: 200, has: { ...script, ETag: TAG } },
    {
      path: `/widget@${widget.slice(0, 16)}.js`,
      status: 200,
      has: { ...script, 'Cache-Control': 'public, max-age=31536000, immutable, no-transform' },
    },
    {
      path: `/embed/${topic.id}.js`,
      status: 200,
      has: { ...script, 'Cache-Tag': cacheTag },
    },
    {
      path: `/embed/${topic.id}.js`,
      headers: { 'Accept-Encoding': 'gzip, br' },
      status: 200,
      has: { ...script, ETag: /-gzip"$/, 'Content-Encoding': 'gzip' },
    },
    {
      path: `/embed/${topic.id}.js`,
      headers: { 'Accept-Encoding': 'gzip;q=0, identity' },
      status: 200,
      has: { 'Content-Encoding': null },
    },
    { path: `/embed/${topic.id}`, status: 200, has: { ...html, 'Content-Security-Policy': /frame-ancestors \*/ } },
    { path: `/topics/${topic.id}`, status: 200, has: html },
    { path: '/docs', status: 200, has: { ...html, Link: /service-desc/ } },
    { path: '/docs/csv', status: 200, has: html, body: /id="statements"/ },

    // oEmbed.
    { path: `/oembed?url=${page}`, status: 200, has: { 'Content-Type': JSON_TYPE, 'Cache-Tag': cacheTag } },
    { path: `/oembed/?url=${page}%2F&dnt=1&for=x`, status: 200, body: /"type":"rich"/, isUndocumented: true },
    {
      path: `/oembed?url=${page}&lang=fa&theme=dark&size=full`,
      status: 200,
      body: /\?lang=fa&amp;size=full&amp;theme=dark/,
    },
    {
      path: `/oembed?url=${encodeURIComponent(`${origin}/embed/${topic.id}?item=${event}&theme=dark&utm_source=x`)}&theme=light&size=full`,
      status: 200,
      body: new RegExp(`/embed/${topic.id}\\?(?:item=${event}&amp;)?size=full&amp;theme=light\\\\"`),
    },
    { path: `/oembed?url=${page}&format=xml`, status: 200, has: { 'Content-Type': 'text/xml; charset=utf-8' } },
    { path: `/oembed?url=${encodeURIComponent(`${otherScheme(origin)}/topics/${topic.id}`)}`, status: 200 },
    notFound(`/oembed?url=${encodeURIComponent('https://elsewhere.invalid/')}`, /such as http.*\/topics\/\{topic\}/),
    refused('/oembed', /"detail":"`url` is required\.".*"parameter":"url","detail":"is required"/),
    { path: `/oembed?url=${page}&format=yaml`, status: 501, has: problem },

    // One spelling of each URL.
    leads(`${base}/`, base),
    leads(`/${base}/events/?limit=1`, `${base}/events?limit=1`),
    // A missing name is not a redundant slash.
    notFound(`/v1/topics//events`),
    leads(`/v1/topics/${encodeFirst(topic.id)}/box`, `${base}/box`),
    leads(`/v1/topics/${encodeFirst(topic.id)}/events?limit=1`, `${base}/events?limit=1`),
    leads('/docs?utm_source=letter', '/docs'),
    leads('/widget.js?ver=1', '/widget.js'),
    notFound(`${base}%2Fevents`),

    // Errors and their messages.
    notFound('/v1/topics/no-such-topic', /no-such-topic/),
    notFound('/v1/topics/__proto__'),
    notFound('/nope'),
    notFound('/v1/people/nope', /nothing at this URL\. See \/docs\./),
    notFound(`${base}/nope`),
    notFound(
      `${base}/events/${event}x`,
      new RegExp(`Release ${topic.release} of ${topic.id} has no item ${event}x in events; nearest: ${event}`),
    ),
    ...(event === ''
      ? []
      : [notFound(`${base}/people/${event}`, new RegExp(`Its URL is ${origin}${base}/events/${event}\\.`))]),
    notFound('/embed/no-such-topic.js'),
    notFound('/widget@0123456789abcdef.js'),
    notFound('/widget/xx.json', /Available languages: en, /),
    notFound('/assets/nope.css'),
    refused(`${base}?colour=red`, /`colour` is unknown\. Allowed parameters: at\..*"parameter":"colour"/),
    refused('/v1/topics?limit=0', /"detail":"`limit` must be a whole number from 1 to 100\."/),
    refused('/v1/topics/%FF', /percent-encoded/),
    { method: 'POST', path: base, status: 405, has: { ...problem, Allow: 'GET, HEAD, OPTIONS' } },
    { method: 'DELETE', path: '/nope', status: 405, has: { Allow: 'GET, HEAD, OPTIONS' } },
    {
      method: 'OPTIONS',
      path: `${base}/box`,
      status: 204,
      has: { 'Access-Control-Allow-Headers': '*', 'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS' },
    },

    // The service itself.
    {
      path: '/healthz',
      status: 200,
      has: { 'Cache-Control': 'no-store' },
      body: /"status":"pass".*"signed":(?:true|false)/,
    },
    { path: '/v1/openapi.json', status: 200, has: { Link: /service-doc/ } },
    notFound('/v1/schemas/event.json', /no schema event; see .*\/v1\/schemas\.json/),
    { path: '/v1/schemas/Event.json', status: 200, has: { 'Content-Type': 'application/schema+json' } },
    { path: '/.well-known/security.txt', status: 200, body: /^Contact: .+\nExpires: \d{4}-/m },
    { path: '/.well-known/api-catalog', status: 200, has: { 'Content-Type': /^application\/linkset\+json/ } },
  ]
}

function otherScheme(origin: string): string {
  return origin.startsWith('https:') ? origin.replace('https:', 'http:') : origin.replace('http:', 'https:')
}

/** Percent-encodes the first letter, which needs no encoding. */
function encodeFirst(text: string): string {
  return `%${text.charCodeAt(0).toString(16)}${text.slice(1)}`
}
