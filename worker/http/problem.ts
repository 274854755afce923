/** Errors as `application/problem+json` (RFC 9457): status and text of each kind of failure. `serve.ts` calls it. */

import type { Problem } from '../../data/schema/api.ts'
import type { ParameterError } from '../query/parse.ts'
import { ALLOWED_METHODS, COMMON_HEADERS, DATA_HEADERS, NO_STORE } from './response.ts'

const RETRY_AFTER_SECONDS = 5
/** The maximum period of a rate limit. */
const RATE_LIMIT_SECONDS = 60

/** Created once, so that requests for unknown URLs are cheap. */
const HEADERS = new Headers({
  ...COMMON_HEADERS,
  ...DATA_HEADERS,
  'Content-Type': 'application/problem+json',
  'Cache-Control': NO_STORE,
})

export type Failure =
  /** `allowed` is shown if a parameter is unknown. */
  | { kind: 'bad-parameters'; errors: ParameterError[]; allowed?: readonly string[] }
  /** `hint` ends the detail for clients of the API, not for readers. */
  | { kind: 'not-found'; detail: string; hint?: string }
  | { kind: 'malformed'; detail: string }
  | { kind: 'not-acceptable'; types: readonly string[] }
  /** `what` completes “… was withdrawn”. An editor removed a retired id; its `date` is only a day. */
  | { kind: 'gone'; what: string; how: 'withdrawn' | 'retired'; date: string; reason: string }
  | { kind: 'method-not-allowed'; method: string }
  | { kind: 'not-implemented'; detail: string }
  | { kind: 'too-many-requests' }
  /** `detail` if the reason is useful to clients. */
  | { kind: 'unavailable'; detail?: string }
  | { kind: 'internal' }

export function respondWithProblem(failure: Failure, path: string): Response {
  if (failure.kind === 'unavailable') console.error(JSON.stringify({ event: 'outage', path }))
  const { headers, ...problem } = describeFailure(failure, path)
  const body: Problem = { type: 'about:blank', ...problem, instance: formatReference(path) }
  const response = new Response(JSON.stringify(body), { status: problem.status, headers: HEADERS })
  for (const [name, value] of Object.entries(headers ?? {})) response.headers.set(name, value)
  return response
}

/** Returns a URI reference (RFC 3986, 4.2) for Hono's path, which is decoded except for encoded `%` and `/`. */
function formatReference(path: string): string {
  return encodeURI(path)
    .replace(/%25(?=[\dA-F]{2})/gi, '%')
    .replace(/^\/+/, '/')
}

function describeFailure(
  failure: Failure,
  path: string,
): Omit<Problem, 'type' | 'instance'> & { headers?: Record<string, string> } {
  switch (failure.kind) {
    case 'bad-parameters':
      return {
        title: 'Bad Request',
        status: 400,
        detail: describeParameters(failure),
        errors: failure.errors,
      }
    case 'not-found':
      return {
        title: 'Not Found',
        status: 404,
        detail: failure.detail + (path.startsWith('/v1/') ? (failure.hint ?? '') : ''),
      }
    case 'malformed':
      return { title: 'Bad Request', status: 400, detail: failure.detail }
    case 'not-acceptable':
      return {
        title: 'Not Acceptable',
        status: 406,
        detail: `Available types: ${failure.types.join(', ')}.`,
        headers: { Vary: 'Accept' },
      }
    case 'gone':
      return {
        title: 'Gone',
        status: 410,
        detail: `${failure.what} was ${failure.how} on ${failure.date.slice(0, 10)}: ${failure.reason}`,
        reason: failure.reason,
        [failure.how]: failure.date,
      }
    case 'method-not-allowed':
      return {
        title: 'Method Not Allowed',
        status: 405,
        detail: `${failure.method} is not supported: this API is read-only. Use GET.`,
        headers: { Allow: ALLOWED_METHODS },
      }
    case 'not-implemented':
      return { title: 'Not Implemented', status: 501, detail: failure.detail }
    case 'too-many-requests':
      return {
        title: 'Too Many Requests',
        status: 429,
        detail: 'Too many requests from your network. Try again in a minute.',
        headers: { 'Retry-After': String(RATE_LIMIT_SECONDS) },
      }
    case 'unavailable':
      return {
        title: 'Service Unavailable',
        status: 503,
        detail: failure.detail ?? 'The content cannot be read at the moment. Try again shortly.',
        headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
      }
    case 'internal':
      return { title: 'Internal Server Error', status: 500, detail: 'An internal error occurred.' }
  }
}

/** A sentence, so that clients that show only `detail` name the parameter. */
function describeParameters({ errors, allowed }: Extract<Failure, { kind: 'bad-parameters' }>): string {
  const wrong = errors.map(({ parameter, detail }) => `\`${parameter}\` ${detail}`).join('; ')
  const isKnown = errors.every(({ parameter }) => allowed?.includes(parameter) ?? true)
  return isKnown ? `${wrong}.` : `${wrong}. Allowed parameters: ${allowed?.join(', ') || 'none'}.`
}
