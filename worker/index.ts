/** The Worker: from the response cache when it can, else from the application. */
import app from './app.ts'
import type { Env } from './env.ts'
import { openIsolate } from './isolate.ts'

export default {
  fetch(request: Request, env: Env): Response | Promise<Response> {
    // Where requests are counted, none is served uncounted.
    const cached = env.RATE_LIMITER ? undefined : openIsolate(env).responses.match(request)
    return cached ?? app.fetch(request, env)
  },
}
