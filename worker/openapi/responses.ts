/** The responses of an operation: 200 in each media type, and the errors and redirects that operations share. */

import type { Part } from '../pages/docs/openapi.ts'
import { PARAMETERS } from '../query/parameters.ts'
import type { Examples } from './examples.ts'
import { type Content, HEADERS, type HeaderName, type Operation, STATUSES } from './operation.ts'

export const refer = (section: string, name: string): Part => ({ $ref: `#/components/${section}/${name}` })

export const headerComponents: Record<string, Part> = Object.fromEntries(
  Object.entries(HEADERS).map(([name, header]) => [name, { ...header, schema: { type: 'string' } }]),
)

const TEXT = { schema: { type: 'string' } }
const PROBLEM = { 'application/problem+json': { schema: refer('schemas', 'Problem') } }

/** By the names in `STATUSES`. */
const RESPONSES: Record<string, Part> = {
  Found: {
    description: 'A temporary redirect.',
    headers: referToHeaders(['Location', 'Link', 'Vary', 'Cache-Control']),
  },
  NotModified: {
    description: 'Not modified: the client’s copy is current.',
    headers: referToHeaders(['ETag', 'Cache-Control', 'Link']),
  },
  Moved: {
    description:
      'The item has another id or collection, or the URL has unknown parameters or wrong values: `Location` is the right URL.',
    headers: referToHeaders(['Location', 'Cache-Control']),
  },
  BadRequest: { description: 'A parameter is unknown or malformed.', content: PROBLEM },
  NotFound: { description: 'It does not exist.', content: PROBLEM },
  NotAcceptable: { description: 'Not available in a media type that Accept allows.', content: PROBLEM },
  Gone: { description: 'It was withdrawn or retired; `reason` says why.', content: PROBLEM },
  NotImplemented: { description: 'The format is not supported.', content: PROBLEM },
  Unexpected: { description: 'Any other error, such as an internal error.', content: PROBLEM },
  Unavailable: {
    description: 'The content cannot be read at the moment.',
    headers: referToHeaders(['Retry-After']),
    content: PROBLEM,
  },
}

const PAGE = 'Page'

/** All responses, and for each problem a variant for pages, which is HTML for browsers. */
export const responseComponents: Record<string, Part> = {
  ...RESPONSES,
  ...Object.fromEntries(
    Object.entries(RESPONSES)
      .filter(([, { content }]) => content === PROBLEM)
      .map(([name, response]) => [name + PAGE, { ...response, content: { ...PROBLEM, 'text/html': TEXT } }]),
  ),
}

/** Pages and scripts redirect to the URL without unknown parameters. */
const redirects = ({ unknownParameters }: Operation) => unknownParameters === 'redirect'

function referToResponse(name: string, operation: Operation): Part {
  const isShown = operation.tag === 'Pages' || operation.tag === 'Assets'
  const isPage = isShown && Object.hasOwn(responseComponents, name + PAGE)
  return refer('responses', isPage ? name + PAGE : name)
}

export function describeResponses(operation: Operation, examples: Examples): Record<string, Part> {
  const { content, statuses, summary, failing } = operation
  const ok = content && {
    description: summary,
    headers: referToHeaders(listHeaders(operation)),
    content: mapValues(content, (one) => describeContent(one, examples)),
  }
  const all = new Set([
    400 as const,
    ...statuses,
    ...(redirects(operation) ? [308 as const] : []),
    // The release that was current at `at` may have been withdrawn.
    ...(PARAMETERS[operation.path]?.at ? [410 as const] : []),
  ])
  const others = [...all].sort().map((status) => [status, referToResponse(STATUSES[status], operation)])
  return {
    ...(ok && { 200: ok }),
    ...Object.fromEntries(others),
    default: referToResponse('Unexpected', operation),
    ...(failing && {
      503: {
        description: 'The service does not work.',
        content: mapValues(failing, (one) => describeContent(one, examples)),
      },
    }),
  }
}

function describeContent({ schema, example }: Content, examples: Examples): Part {
  return {
    schema: describeSchema(schema),
    ...(example !== undefined && examples[example] !== undefined && { example: examples[example] }),
  }
}

function describeSchema(schema: Content['schema']): Part {
  if (schema === undefined || schema === 'object') return { type: schema ?? 'string' }
  if (typeof schema === 'string') return refer('schemas', schema)
  return { anyOf: schema.map((name) => refer('schemas', name)) }
}

/** Returns headers other than Cache-Control and ETag, which nearly every response has: the introduction describes them. */
function listHeaders({ caching, headers = [], statuses }: Operation): HeaderName[] {
  return [...(caching !== 'no-store' && statuses.includes(503) ? ['X-Stale' as const] : []), ...headers]
}

function referToHeaders(names: HeaderName[]): Record<string, Part> {
  return Object.fromEntries(names.map((name) => [name, refer('headers', name)]))
}

function mapValues<In, Out>(record: Record<string, In>, map: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
