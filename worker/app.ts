/** The table of contents of all routes. Everything is read-only; every response can be read from any origin. */

import { prepareRequests } from './middleware.ts'
import { lists } from './routes/lists.ts'
import { createServeAsOf } from './routes/memento.ts'
import { meta } from './routes/meta.ts'
import { oembed } from './routes/oembed.ts'
import { pages } from './routes/pages.ts'
import { createNotFound, showProblem } from './routes/problems.ts'
import { Application } from './routes/routes.ts'
import { scripts } from './routes/scripts.ts'
import { site } from './routes/site.ts'
import { topics } from './routes/topics.ts'
import { fail } from './serve.ts'
import { logError } from './store/log.ts'

const app = new Application()

app.use(prepareRequests({ serveAsOf: createServeAsOf(app), showProblem }))

app.group('/v1/topics', topics) // topics, their collections, items and releases
app.group('/v1', lists) // /v1, /v1/topics, /v1/events and other lists across topics, /v1/search and feeds
app.group('/', scripts) // /embed/{topic}.js, /embed/{topic}, /widget.js, /widget.mjs and /widget@{hash}.js
app.group('/', oembed) // /oembed
app.group('/', pages) // /topics/{topic}, its changes and its citation check
app.group('/', site) // /, /preview, /snippet, /topics, /search and the sitemap
app.group('/', meta) // /healthz, /docs, /v1/openapi.json, schemas and static files

app.notFound(createNotFound(app)) // 404, or 308 to the path without a trailing slash
app.onError((error, c) => {
  logError('error', error, { path: c.req.path })
  return showProblem(c, fail(c, { kind: 'internal' }))
})

export default app
