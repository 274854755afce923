/** Description of one route. `document.ts` turns it into OpenAPI. */
import type { SchemaName } from '../../data/schema/json-schema.ts'
import type { UnknownParameters } from '../query/route-query.ts'
import type { ExampleName } from './examples.ts'
import type { TagName } from './tags.ts'

/** How long a response may be stored. */
export type Caching = 'revalidated' | 'pinned' | 'immutable' | 'no-store'

/** Content of a 200 in one media type: JSON with a schema, or text. */
export interface Content {
  /** An array if any of the schemas may apply, `object` for JSON without a schema; absent for text. */
  schema?: SchemaName | readonly SchemaName[] | 'object'
  example?: ExampleName
}

export interface Operation {
  /** Path with parameters in braces. */
  path: string
  id: string
  tag: TagName
  summary: string
  description: string
  /** By default `refuse`. */
  unknownParameters?: UnknownParameters
  /** Whether an invalid value is ignored. */
  dropsWrongValues?: true
  /** By media type. Absent if there is no 200. */
  content?: Record<string, Content>
  caching: Caching
  /** Request headers that it respects, in addition to If-None-Match. */
  requestHeaders?: 'Accept-Datetime'[]
  /** Headers of the 200, in addition to those that its caching implies. */
  headers?: HeaderName[]
  /** Statuses other than 200, than 400, which every route has, and than 308, which every page and script has. */
  statuses: (keyof typeof STATUSES)[]
  /** Content of a 503 that is not a problem, by media type. */
  failing?: Record<string, Content>
}

/** Name of the response component of each status. */
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

/** All response headers that are useful to clients. */
export const HEADERS = {
  ETag: { description: 'Strong: identifies exactly these bytes. Send it back in If-None-Match.', example: '"3f9d0c…"' },
  'Last-Modified': { description: 'When this became public.', example: 'Mon, 02 Nov 2026 09:30:00 GMT' },
  'Cache-Control': { description: 'How long the response may be stored.', example: 'public, max-age=60' },
  Link: { description: 'Related URLs: self, version-history, timegate, latest-version, next (RFC 8288).' },
  'X-Release': { description: 'Number of the release that the response is from.', example: '1' },
  'X-Stale': {
    description: 'Present if an older copy is served: kv-error, release-incomplete, unreadable-format or index-error.',
    example: 'kv-error',
  },
  'X-Robots-Tag': { description: 'noindex if the item must not be shown alone.', example: 'noindex' },
  'Memento-Datetime': { description: 'When the release was published (RFC 7089).' },
  Location: { description: 'The target, as an absolute URL.' },
  'Content-Location': { description: 'The URL of exactly this representation.' },
  Vary: { description: 'The request headers that the response depends on.' },
  'Retry-After': { description: 'Seconds to wait before the next request.', example: '5' },
} as const satisfies Record<string, { description: string; example?: string }>
