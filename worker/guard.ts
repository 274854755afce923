import { createMiddleware } from 'hono/factory'
import type { App } from './environment.ts'
import { respondWithProblem } from './problem.ts'
import { respondToOptions } from './response.ts'

const NO_PARAMETERS: readonly string[] = []

/**
 * Turns away what no route here serves: another method than GET, HEAD and OPTIONS (RFC 9110, 15.5.6), and parameters that
 * an address does not take, which would otherwise multiply its entries in every cache.
 */
export const guardRequests = () =>
  createMiddleware<App>(async function guardRequest(c, next) {
    const { method, path, url } = c.req
    if (method === 'OPTIONS') return respondToOptions()
    if (method !== 'GET' && method !== 'HEAD') return respondWithProblem({ kind: 'method-not-allowed', method }, path)
    if (url.includes('?')) {
      const names = [...new Set(new URL(url).searchParams.keys())]
      const unknown = names.filter((name) => !NO_PARAMETERS.includes(name))
      if (unknown.length > 0)
        return respondWithProblem({ kind: 'unknown-parameter', names: unknown, allowed: NO_PARAMETERS }, path)
    }
    return next()
  })
