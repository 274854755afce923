/** The Worker: serves from the response cache if possible, otherwise from the application. */
import app from './app.ts'
import type { Env } from './env.ts'
import { openIsolate } from './isolate.ts'

export default {
  fetch(request: Request, env: Env): Response | Promise<Response> {
    // With a rate limit every request must be counted, so the cache is skipped here.
    const cached = env.RATE_LIMITER ? undefined : openIsolate(env).responses.match(request)
    return cached ?? app.fetch(request, env)
  },
}
