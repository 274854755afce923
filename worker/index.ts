/** The Worker: what it has answered before it answers again, the rest by its routes. */
import app from './app.ts'
import type { Environment } from './environment.ts'
import { recall } from './recall.ts'

export default {
  fetch(request: Request, environment: Environment): Response | Promise<Response> {
    return recall(request, environment) ?? app.fetch(request, environment)
  },
}
