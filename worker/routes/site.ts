/** The site: configurator, preview, snippet, list of topics, search, sitemap. Pages about one topic are in `pages.ts`. */
import type { Context } from 'hono'
import { isStandalone } from '../../data/build/box-rows.ts'
import type { App } from '../env.ts'
import { addressOf } from '../http/assets.ts'
import type { Failure } from '../http/problem.ts'
import { DATA_HEADERS } from '../http/response.ts'
import { createPageHeaders, PAGE_HEADERS } from '../http/security-headers.ts'
import { listTopic } from '../lists/collection.ts'
import { describeHits, readSearch } from '../lists/search.ts'
import type { ItemChoice, TopicChoice } from '../pages/home/Configurator.tsx'
import { renderHomePage } from '../pages/home/HomePage.tsx'
import { renderPreviewPage } from '../pages/home/PreviewPage.tsx'
import { renderTopicsPage } from '../pages/home/TopicsPage.tsx'
import { renderSearchPage } from '../pages/search/SearchPage.tsx'
import { renderSitemap } from '../pages/sitemap.tsx'
import { formatQuery } from '../query/parse.ts'
import { describeWrong } from '../query/route-query.ts'
import { describeError, fail, type Rendered, serveIndex, serveTopic } from '../serve.ts'
import { IndexError } from '../store/index-db.ts'
import { resolveFileOf, resolveTopic } from '../store/resolve.ts'
import { asPage, prefersPage, withProblemPage } from './problems.ts'
import { Routes } from './routes.ts'
import { listStyleHashes, makeSnippet, type Pasted } from './snippet.ts'

const HTML = 'text/html; charset=utf-8'
const HOME_HEADERS = createPageHeaders({ 'frame-src': "'self'" })
const NO_TOPIC: Failure = { kind: 'not-found', detail: 'No topic is published yet.' }

export const site = new Routes()
  .get('/', withProblemPage(serveHome))
  .get(
    '/preview',
    withProblemPage((c) => servePasted(c, renderPreview)),
  )
  .get(
    '/snippet',
    withProblemPage((c) => servePasted(c, renderSnippet)),
  )
  .get('/topics', withProblemPage(serveTopics))
  .get('/search', withProblemPage(serveSearch))
  .get('/sitemap.xml', withProblemPage(serveSitemap))

function serveTopics(c: Context<App>): Promise<Response> {
  return serveIndex(c, c.req.path, async () => {
    const topics = await c.get('storage').index.listAllTopics()
    const assets = { stylesheet: addressOf('site.css') }
    return {
      type: HTML,
      headers: PAGE_HEADERS,
      body: renderTopicsPage({ topics, origin: c.env.PUBLIC_ORIGIN, assets }),
    }
  })
}

function serveSitemap(c: Context<App>): Promise<Response> {
  return serveIndex(c, c.req.path, async () => {
    const topics = await c.get('storage').index.listAllTopics()
    const body = renderSitemap(topics, c.env.PUBLIC_ORIGIN)
    return { type: 'application/xml; charset=utf-8', body, headers: DATA_HEADERS }
  })
}

async function serveSearch(c: Context<App>): Promise<Response> {
  const query = (c.get('query') ?? {}) as { q?: string; kind?: string[]; cursor?: string }
  const page = {
    query: query.q ?? '',
    kinds: query.kind ?? [],
    details: [],
    origin: c.env.PUBLIC_ORIGIN,
    assets: { stylesheet: addressOf('site.css') },
  }
  const wrong = query.q === undefined ? undefined : describeWrong(c.req.path, 'q', query.q)
  if (wrong !== undefined) {
    const problem = fail(c, { kind: 'bad-parameters', errors: [{ parameter: 'q', detail: wrong }] })
    return prefersPage(c) ? asPage(problem, renderSearchPage({ ...page, wrong })) : problem
  }
  return serveIndex(c, `${c.req.path}${formatQuery(query)}`, async () => {
    const { index } = c.get('storage')
    const found = query.q === undefined ? undefined : await readSearch(index, query, c.env.PUBLIC_ORIGIN)
    if (found && found.kind !== 'page') return found
    const hits = found?.results.items ?? []
    const body = renderSearchPage({ ...page, results: found?.results, details: await describeHits(index, hits) })
    return { type: HTML, headers: PAGE_HEADERS, body }
  })
}

/** Serves the configurator, for the topic in the query or, by default, the first topic. */
function serveHome(c: Context<App>): Promise<Response> {
  const query = formatQuery(c.get('query') ?? {})
  return serveIndex(c, `${c.req.path}${query}`, async () => {
    const topics = await listChoices(c)
    const chosen = chosenTopic(c) ?? topics[0]?.id
    const made = chosen === undefined ? undefined : await makePasted(c, chosen)
    if (made && made.kind !== 'resolved') return made
    const items = made && (await listItems(c, made))
    if (items && 'kind' in items) return items
    const body = renderHomePage({
      topics,
      made: made && items && { ...made, items },
      query,
      origin: c.env.PUBLIC_ORIGIN,
      assets: { stylesheet: addressOf('site.css'), script: addressOf('configurator.js') },
    })
    return { type: HTML, headers: HOME_HEADERS, body, stale: made?.stale }
  })
}

/** Further items can be chosen on the topic's page. */
const MAX_ITEMS = 60

/** Lists items that may be shown alone: events, then statements, up to MAX_ITEMS, and always the chosen one. */
async function listItems(c: Context<App>, made: Pasted): Promise<ItemChoice[] | Failure> {
  const file = await resolveFileOf(c.get('storage'), made, 'topic.json')
  if (file.kind !== 'resolved') return describeError(file, { topic: made.ref.topic, path: 'topic.json' })
  const { topic } = await c.get('storage').blobs.parseCached(file.blob, listTopic)
  const all = [
    ...topic.events.filter(isStandalone).map(({ id, name }) => ({ id, text: name })),
    ...topic.statements.filter(isStandalone).map(({ id, text }) => ({ id, text })),
  ]
  return all.filter(({ id }, index) => index < MAX_ITEMS || id === made.choice.item)
}

/** Lists all topics; if the index cannot be read, only the topic in the query, so that the configurator still works. */
async function listChoices(c: Context<App>): Promise<TopicChoice[]> {
  try {
    return await c.get('storage').index.listAllTopics()
  } catch (error) {
    const topic = chosenTopic(c)
    if (topic === undefined || !(error instanceof IndexError)) throw error
    const resolved = await resolveTopic(c.get('storage'), topic)
    return resolved.kind === 'resolved' ? [{ id: topic, name: topic, release: resolved.ref.latest }] : []
  }
}

/** Serves a response that is rendered from a snippet: of the topic in the query, without the index; by default of the first topic. */
async function servePasted(
  c: Context<App>,
  render: (pasted: Pasted, c: Context<App>) => Rendered | Promise<Rendered>,
): Promise<Response> {
  const key = `${c.req.path}${formatQuery(c.get('query') ?? {})}`
  const topic = chosenTopic(c)
  if (topic !== undefined) {
    return serveTopic(c, {
      topic,
      key,
      load: (resolved) => makeSnippet(c, resolved),
      render: (pasted) => render(pasted, c),
    })
  }
  return serveIndex(c, key, async () => {
    const { rows } = await c.get('storage').index.listTopics('', 1)
    const pasted = rows[0] ? await makePasted(c, rows[0].id) : NO_TOPIC
    return pasted.kind === 'resolved' ? { ...(await render(pasted, c)), stale: pasted.stale } : pasted
  })
}

async function makePasted(c: Context<App>, topic: string): Promise<Pasted | Failure> {
  const resolved = await resolveTopic(c.get('storage'), topic)
  return resolved.kind === 'resolved' ? makeSnippet(c, resolved) : describeError(resolved, { topic })
}

function chosenTopic(c: Context<App>): string | undefined {
  return (c.get('query') as { topic?: string } | undefined)?.topic
}

function renderSnippet({ snippet }: Pasted): Rendered {
  return { type: 'text/plain; charset=utf-8', body: snippet, headers: DATA_HEADERS }
}

/** Renders the page in the configurator's frame. It contains the snippet: the script, a frame, or HTML. */
async function renderPreview({ choice, shown, styles }: Pasted): Promise<Rendered> {
  const headers = createPageHeaders({
    'frame-src': "'self'",
    'frame-ancestors': "'self'",
    'form-action': "'none'",
    ...(styles.length > 0 && { 'style-src': await listStyleHashes(styles) }),
  })
  const body = renderPreviewPage({ host: choice.host, snippet: shown, stylesheet: addressOf('preview.css') })
  return { type: HTML, headers, body }
}
