/** The table of contents. Everything is read-only; every answer may be read from any origin. */

import { guardRequests } from './http/guard.ts'
import { respondWithProblem } from './http/problem.ts'
import { Application } from './http/routes.ts'
import { createStray } from './http/stray.ts'
import { apiCatalog } from './routes/api-catalog.ts'
import { assets } from './routes/assets.ts'
import { datedLists } from './routes/dated-lists.ts'
import { docs } from './routes/docs.ts'
import { health } from './routes/health.ts'
import { oembed } from './routes/oembed.ts'
import { openApi } from './routes/openapi.ts'
import { pages } from './routes/pages.ts'
import { scripts } from './routes/scripts.ts'
import { site } from './routes/site.ts'
import { topics } from './routes/topics.ts'

const app = new Application()

app.use(guardRequests())

app.route('/v1/topics', topics) // lists, topics, and everything under a topic
app.route('/v1', datedLists) // /v1/events and /v1/articles: the items of every topic
app.route('/', scripts) // /embed/{topic}.js, /widget.js and /widget@{hash}.js
app.route('/', site) // /, /topics, /about, and what they are made with
app.route('/', pages) // /topics/{topic}, and what changed in it and how to check it
app.route('/', assets) // /assets/{name}, and files at addresses of their own
app.route('/', docs) // /docs and /vocabulary
app.route('/', openApi) // /v1/openapi.json and /v1/schemas/{name}.json
app.route('/', oembed)
app.route('/', apiCatalog) // /.well-known/api-catalog
app.route('/healthz', health)

app.notFound(createStray(app)) // 404, or 308 to the address without a slash at its end
app.onError((error, c) => {
  console.error(JSON.stringify({ event: 'error', path: c.req.path, error: String(error) }))
  return respondWithProblem({ kind: 'internal' }, c.req.path)
})

export default app
