/** The Worker's table of contents. Everything is read-only; every answer may be read from any origin. */
import { Hono } from 'hono'
import type { App } from './environment.ts'
import { guardRequests } from './guard.ts'
import { respondWithProblem } from './problem.ts'
import { health } from './routes/health.ts'
import { pages } from './routes/pages.ts'
import { scripts } from './routes/scripts.ts'
import { topics } from './routes/topics.ts'

const app = new Hono<App>()

app.use(guardRequests())

app.route('/v1/topics', topics) // lists, topics, and everything under a topic
app.route('/', scripts) // /embed/{topic}.js and /widget.js
app.route('/', pages) // /topics/{topic}/verify and /assets/{name}
app.route('/healthz', health)

app.notFound((c) => respondWithProblem({ kind: 'not-found', detail: 'There is nothing at this address.' }, c.req.path))
app.onError((error, c) => {
  console.error(JSON.stringify({ event: 'error', path: c.req.path, error: String(error) }))
  return respondWithProblem({ kind: 'internal' }, c.req.path)
})

export default app
