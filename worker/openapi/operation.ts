/** One route as the documentation describes it. `document.ts` turns it into OpenAPI. */
import type { SchemaName } from '../../data/schema/json-schema.ts'
import type { UnknownParameters } from '../query/route-query.ts'
import type { ExampleName } from './examples.ts'
import type { TagName } from './tags.ts'

/** How long an answer may be kept: see `CACHING`. */
export type Caching = 'revalidated' | 'pinned' | 'immutable' | 'no-store'

/** What a 200 has in one media type: JSON of a schema, or text. */
export interface Content {
  /** Several where it is one of them, `object` for JSON without a schema; absent for text. */
  schema?: SchemaName | readonly SchemaName[] | 'object'
  example?: ExampleName
}

export interface Operation {
  /** With parameters in braces. */
  path: string
  id: string
  tag: TagName
  summary: string
  description: string
  /** `refuse` where absent. */
  unknownParameters?: UnknownParameters
  /** Whether a value that does not fit counts for nothing. */
  dropsWrongValues?: true
  /** By media type. Absent where a 200 is never given. */
  content?: Record<string, Content>
  caching: Caching
  /** Headers of the request that it respects, beside If-None-Match. */
  requestHeaders?: 'Accept-Datetime'[]
  /** Headers of the 200 beside the ones of every answer with its caching. */
  headers?: HeaderName[]
  /** What it answers beside 200, 400, which every route has, and 308, which every page and script has. */
  statuses: (keyof typeof STATUSES)[]
  /** What a 503 has in place of a problem, by media type. */
  failing?: Record<string, Content>
}

/** By status, the name of its response among the document's components. */
export const STATUSES = {
  302: 'Found',
  304: 'NotModified',
  308: 'Moved',
  400: 'BadRequest',
  404: 'NotFound',
  406: 'NotAcceptable',
  410: 'Gone',
  501: 'NotImplemented',
  503: 'Unavailable',
} as const

export type HeaderName = keyof typeof HEADERS

/** Every header that means something to a client. */
export const HEADERS = {
  ETag: { description: 'Strong: names exactly these bytes. Send it back in If-None-Match.', example: '"3f9d0c…"' },
  'Last-Modified': { description: 'When readers were given this.', example: 'Mon, 02 Nov 2026 09:30:00 GMT' },
  'Cache-Control': { description: 'How long the answer may be kept.', example: 'public, max-age=60' },
  Link: { description: 'Neighbours: self, version-history, timegate, latest-version, next (RFC 8288).' },
  'X-Release': { description: 'Number of the release that the answer was made of.', example: '1' },
  'X-Stale': {
    description: 'There when an older copy is shown: kv-error, release-incomplete, unreadable-format or index-error.',
    example: 'kv-error',
  },
  'X-Robots-Tag': { description: 'noindex where the item must not be shown alone.', example: 'noindex' },
  'Memento-Datetime': { description: 'When the release was published (RFC 7089).' },
  Location: { description: 'Where to go; absolute.' },
  'Content-Location': { description: 'Where this representation is by itself.' },
  Vary: { description: 'The request’s headers that the answer depends on.' },
  'Retry-After': { description: 'Seconds after which to ask again.', example: '5' },
} as const satisfies Record<string, { description: string; example?: string }>
