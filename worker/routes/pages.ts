/** Pages about one topic. */
import type { Context } from 'hono'
import type { Topic } from '../../data/schema/api.ts'
import { COLLECTION_NAMES } from '../../data/schema/collections.ts'
import { listReleases } from '../../data/store/log.ts'
import type { Log } from '../../data/store/records.ts'
import type { App } from '../env.ts'
import { addressOf } from '../http/assets.ts'
import type { Failure } from '../http/problem.ts'
import { redirect, revalidatedCacheControl } from '../http/response.ts'
import { PAGE_HEADERS } from '../http/security-headers.ts'
import { listTopic, readForPage } from '../lists/collection.ts'
import { suggest } from '../lists/nearest.ts'
import { findPlace } from '../pages/topic/CardPage.tsx'
import { renderChangesPage } from '../pages/topic/ChangesPage.tsx'
import { renderTopicPage } from '../pages/topic/TopicPage.tsx'
import { renderVerifyPage } from '../pages/verify/VerifyPage.tsx'
import type { TOPIC_PARAMETERS } from '../query/page-parameters.ts'
import { formatQuery, type Values } from '../query/parse.ts'
import { describeError, describeGone, type Rendered, serve, serveTopic } from '../serve.ts'
import { getOwn } from '../store/get-own.ts'
import {
  type ResolvedFile,
  type ResolvedTopic,
  type ResolveError,
  resolveFileOf,
  resolveLog,
} from '../store/resolve.ts'
import { loadLanguage } from './language.ts'
import { withProblemPage } from './problems.ts'
import { Routes } from './routes.ts'

const PATH = 'topic.json'

export const pages = new Routes()
  .get('/topics/:topic', withProblemPage(serveTopicPage))
  .get('/topics/:topic/verify', withProblemPage(serveVerifyPage))
  .get('/topics/:topic/changes', withProblemPage(serveChangesPage))
  .get('/topics/:topic/:id', withProblemPage(serveItemPage))

/** A file and the log of its topic. */
type FileWithLog = ResolvedFile & { log: Log }

function serveTopicPage(c: Context<App>): Promise<Response> {
  const query = (c.get('query') ?? {}) as Values<typeof TOPIC_PARAMETERS>
  return serveTopic(c, {
    topic: c.req.param('topic') ?? '',
    key: `${c.req.path}${formatQuery(query)}`,
    load: (resolved) => loadWithLog(c, resolved),
    render: async (file) => {
      const described = await describeTopic(c, file)
      if ('kind' in described) return described
      const page = renderTopicPage(described, query, TOPIC_ASSETS())
      return page === undefined ? NO_PAGE : respondWithPage(file, page)
    },
  })
}

const TOPIC_ASSETS = () => ({ stylesheet: addressOf('site.css'), script: addressOf('topic.js') })
const NO_PAGE: Failure = { kind: 'not-found', detail: 'This topic’s record has no such page.' }

/** Serves the short URL of an item: its card, or a redirect to its place in the record if it must not be shown alone. */
function serveItemPage(c: Context<App>): Promise<Response> {
  const { topic = '', id = '' } = c.req.param() as { topic?: string; id?: string }
  return serveTopic(c, {
    topic,
    key: c.req.path,
    load: (resolved) => loadWithLog(c, resolved),
    render: async (file) => {
      const described = await describeTopic(c, file)
      if ('kind' in described) return described
      const place = findPlace(described, id, TOPIC_ASSETS())
      if (place.kind === 'unknown') return describeAbsent(c, file, described.topic, id)
      if (place.page !== undefined) return respondWithPage(file, place.page)
      return leadTo(c, 302, place.path)
    },
  })
}

function describeAbsent(c: Context<App>, { ref }: ResolvedFile, topic: Topic, id: string): Failure | Response {
  const tombstone = getOwn(ref.tombstones.items, id)
  if (!tombstone) {
    const known = COLLECTION_NAMES.flatMap((name) => topic[name].map((item) => item.id))
    const detail = `Release ${topic.release} of ${topic.id} has no item ${id}${suggest(id, known)}.`
    return { kind: 'not-found', detail }
  }
  const { movedTo } = tombstone
  return movedTo === undefined ? describeGone(id, tombstone) : leadTo(c, 308, `/topics/${ref.topic}/${movedTo}`)
}

function leadTo({ env }: Context<App>, status: 302 | 308, path: string): Response {
  return redirect(status, env.PUBLIC_ORIGIN + path, revalidatedCacheControl(env.FRESH_SECONDS), {
    'X-Robots-Tag': 'noindex',
  })
}

function serveVerifyPage(c: Context<App>): Promise<Response> {
  return serve(c, { topic: c.req.param('topic') ?? '', path: PATH }, async (file) => {
    const assets = { stylesheet: addressOf('site.css'), script: addressOf('verify.js') }
    const { PUBLIC_ORIGIN: origin, PUBLISHER_KEYS: keys } = c.env
    return respondWithPage(file, renderVerifyPage({ topic: await parseTopic(c, file), origin, keys, assets }))
  })
}

/** Serves the changes between two releases: by default the current one and the one on which it is based. */
function serveChangesPage(c: Context<App>): Promise<Response> {
  const { after, before } = (c.get('query') ?? {}) as { after?: number; before?: number }
  return serveTopic(c, {
    topic: c.req.param('topic') ?? '',
    key: `${c.req.path}${formatQuery({ after, before })}`,
    load: async (resolved) => {
      const newer = await loadWithLog(c, resolved, after)
      if (newer.kind !== 'resolved') return newer
      const older = await loadOlder(c, newer, before)
      return older.kind === 'resolved' ? { ...newer, older } : older
    },
    render: async (file) => {
      const page = {
        before: await parseTopic(c, file.older),
        after: await parseTopic(c, file),
        releases: listReleases(file.ref, file.log),
        origin: c.env.PUBLIC_ORIGIN,
        assets: { stylesheet: addressOf('site.css') },
      }
      return respondWithPage(file, renderChangesPage(page))
    },
  })
}

async function loadWithLog(
  c: Context<App>,
  resolved: ResolvedTopic,
  release?: number,
): Promise<FileWithLog | ResolveError | Failure> {
  const [file, history] = await Promise.all([loadFile(c, resolved, release), resolveLog(c.get('storage'), resolved)])
  if (file.kind !== 'resolved') return file
  if (history.kind !== 'resolved') return history
  const stale = file.stale ?? history.stale
  return { ...file, log: history.log, ...(stale && { stale }) }
}

/** Loads the release to compare with. A release without a predecessor is compared with itself. */
async function loadOlder(
  c: Context<App>,
  newer: FileWithLog,
  number: number | undefined,
): Promise<ResolvedFile | ResolveError | Failure> {
  const { manifest } = newer
  const release = number ?? manifest.basedOn ?? manifest.release
  return release === manifest.release ? newer : loadFile(c, newer, release)
}

async function loadFile(
  c: Context<App>,
  resolved: ResolvedTopic,
  release: number | undefined,
): Promise<ResolvedFile | Failure> {
  const file = await resolveFileOf(c.get('storage'), resolved, PATH, release)
  const request = { topic: resolved.ref.topic, path: PATH, ...(release !== undefined && { release }) }
  return file.kind === 'resolved' ? file : describeError(file, request)
}

async function describeTopic(c: Context<App>, file: FileWithLog) {
  const { ref, manifest, log } = file
  const topic = await parseTopic(c, file)
  const language = await loadLanguage(c, topic.inLanguage)
  if ('kind' in language) return language
  return { topic, language, releases: listReleases(ref, log), manifest, origin: c.env.PUBLIC_ORIGIN }
}

async function parseTopic(c: Context<App>, { blob }: ResolvedFile): Promise<Topic> {
  return readForPage(await c.get('storage').blobs.parseCached(blob, listTopic))
}

/** Without `modified`: a page depends on the release and the code, so the release's date is not enough. */
function respondWithPage({ manifest }: ResolvedFile, body: string): Rendered {
  return {
    body,
    type: 'text/html; charset=utf-8',
    headers: { ...PAGE_HEADERS, 'X-Release': String(manifest.release) },
  }
}
