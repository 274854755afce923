/** The site: try a box, copy it, find the topics. Pages of one topic are in `pages.ts`. */
import type { Context } from 'hono'
import { sha256Hex } from '../../data/sha256.ts'
import type { TopicRow } from '../../data/wire.ts'
import type { App } from '../environment.ts'
import { answerWithAsset } from '../fixed.ts'
import { addressOf } from '../http/assets.ts'
import { createPageHeaders, PAGE_HEADERS } from '../http/policy.ts'
import type { Failure } from '../http/problem.ts'
import { createRepresentation, movingCacheControl, respond } from '../http/response.ts'
import { Routes } from '../http/routes.ts'
import { formatQuery } from '../lists/query.ts'
import { renderHome } from '../pages/site/home.ts'
import { renderPreview } from '../pages/site/preview.ts'
import { renderSitemap } from '../pages/site/sitemap.ts'
import { renderTopicIndex } from '../pages/site/topics.ts'
import { openStorage } from '../storage/kv.ts'
import type { StaleReason } from '../storage/release.ts'
import { showFailure } from './problem-page.ts'
import { listStyleHashes, makeSnippet } from './snippet.ts'

const HTML = 'text/html; charset=utf-8'
const HOME_HEADERS = createPageHeaders({ 'frame-src': "'self'" })
export const site = new Routes()
  .get('/', (c) => withTopics(c, (topics) => showHome(c, topics)))
  .get('/preview', (c) => withTopics(c, (topics) => showPreview(c, topics)))
  .get('/snippet', (c) =>
    withTopics(c, async (topics) => {
      const made = await makeSnippet(c, topics)
      if ('kind' in made) return made
      return { type: 'text/plain; charset=utf-8', body: made.snippet, stale: made.stale }
    }),
  )
  .get('/topics', (c) =>
    withTopics(c, async (topics) => ({
      type: HTML,
      headers: PAGE_HEADERS,
      body: renderTopicIndex({ topics, origin: c.env.PUBLIC_ORIGIN, stylesheet: addressOf('site.css') }),
    })),
  )
  .get('/sitemap.xml', (c) =>
    withTopics(c, async (topics) => ({
      type: 'application/xml; charset=utf-8',
      body: renderSitemap(topics, c.env.PUBLIC_ORIGIN),
    })),
  )
  .get('/about', (c) => answerWithAsset(c, 'about.html', { headers: PAGE_HEADERS }))

interface Made {
  type: string
  body: string
  headers?: Record<string, string>
  /** Why what it shows of a topic may be old, if it may. */
  stale?: StaleReason | undefined
}

/** Made anew each time, of what the catalog tells. */
async function withTopics(c: Context<App>, make: (topics: TopicRow[]) => Promise<Made | Failure>): Promise<Response> {
  const catalog = await openStorage(c.env)
    .readCatalog()
    .catch((error) => {
      console.error(JSON.stringify({ event: 'unavailable', path: c.req.path, error: String(error) }))
    })
  if (!catalog) return showFailure(c, { kind: 'unavailable' })
  const made = await make(Object.values(catalog.value.topics).map(({ row }) => row))
  if ('kind' in made) return showFailure(c, made)
  const cacheControl = movingCacheControl(c.env.FRESH_SECONDS)
  const { stale, ...rest } = made
  const representation = createRepresentation({ ...rest, tag: await sha256Hex(made.body), cacheControl })
  return respond(c.req.raw, representation, catalog.stale ?? stale)
}

async function showHome(c: Context<App>, topics: TopicRow[]): Promise<Made | Failure> {
  const made = topics.length === 0 ? undefined : await makeSnippet(c, topics)
  if (made && 'kind' in made) return made
  const body = renderHome({
    topics,
    made,
    query: formatQuery(c.get('query') ?? {}),
    origin: c.env.PUBLIC_ORIGIN,
    stylesheet: addressOf('site.css'),
    script: addressOf('choose.js'),
  })
  return { type: HTML, headers: HOME_HEADERS, body, stale: made?.stale }
}

/** It stands in the configurator's frame, and holds what is pasted: our script, our frame, or finished HTML. */
async function showPreview(c: Context<App>, topics: TopicRow[]): Promise<Made | Failure> {
  const made = await makeSnippet(c, topics)
  if ('kind' in made) return made
  const { choice, shown, styles } = made
  const headers = createPageHeaders({
    'frame-src': "'self'",
    'frame-ancestors': "'self'",
    'form-action': "'none'",
    ...(styles.length > 0 && { 'style-src': await listStyleHashes(styles) }),
  })
  const body = renderPreview({ host: choice.host, snippet: shown, stylesheet: addressOf('preview.css') })
  return { type: HTML, headers, body, stale: made.stale }
}
