/** The history of a topic: its releases, and what changed between any two. */
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { compareTopics } from '../../data/build/changes.ts'
import type { Changes, ItemList, ReleaseRow } from '../../data/schema/api.ts'
import { listReleases } from '../../data/store/log.ts'
import type { Manifest, Ref } from '../../data/store/records.ts'
import type { App } from '../env.ts'
import { parseFileRequest, serveFile } from '../file-request.ts'
import { format } from '../http/links.ts'
import type { Failure } from '../http/problem.ts'
import { DATA_HEADERS, redirect, revalidatedCacheControl } from '../http/response.ts'
import { listTopic } from '../lists/collection.ts'
import { formatQuery } from '../query/parse.ts'
import { describeError, fail, type Rendered, serveTopic } from '../serve.ts'
import { isRecord } from '../store/guards.ts'
import { type ResolvedFile, type ResolvedTopic, resolveFileOf, resolveLog, resolveTopic } from '../store/resolve.ts'
import { Routes } from './routes.ts'

const WHOLE_TOPIC = 'topic.json'

export const releases = new Routes()
  .get('/releases', serveReleases)
  .get('/releases/:release/changes', (c) => serveFile(c, parseFileRequest(c, 'changes.json')))
  .get('/changes', serveComparison)

const RELEASE_PATH = /^(\/v1\/topics\/([a-z0-9-]+)\/releases)\/([^/]*?)((?:\.(?:md|jsonld|zip))?(?:\/.*)?)$/
const NUMBER = /^[1-9]\d{0,8}$/

/** Redirects `/releases/latest` to the current release; responds to an invalid number with 404 and an explanation. */
export const nameRelease = () =>
  createMiddleware<App>(async function readReleaseName(c, next) {
    const [, base = '', topic = '', name = '', below = ''] = RELEASE_PATH.exec(c.req.path) ?? []
    if (name === '' || NUMBER.test(name)) return next()
    const resolved = await resolveTopic(c.get('storage'), topic)
    if (resolved.kind !== 'resolved') return fail(c, describeError(resolved, { topic }))
    const current = findCurrent(resolved.ref)
    if (name === 'latest' && current !== undefined) {
      const url = `${c.env.PUBLIC_ORIGIN}${base}/${current}${below}${formatQuery(c.get('query') ?? {})}`
      return redirect(302, url, revalidatedCacheControl(c.env.FRESH_SECONDS))
    }
    if (resolved.ref.latest === 0) return fail(c, { kind: 'not-found', detail: `${topic} has no release yet.` })
    const allowed = `a whole number without leading zeros, at most ${resolved.ref.latest}, or “latest”`
    return fail(c, { kind: 'not-found', detail: `“${name}” is not a release. Use ${allowed}.` })
  })

/** Returns the current release; absent while there is only a draft. */
function findCurrent({ manifest }: Ref): number | undefined {
  return manifest.draft ? manifest.basedOn : manifest.release
}

function serveReleases(c: Context<App>): Promise<Response> {
  const url = `${c.env.PUBLIC_ORIGIN}${c.req.path}`
  return serveTopic(c, {
    topic: c.req.param('topic') ?? '',
    key: c.req.path,
    load: (resolved) => resolveLog(c.get('storage'), resolved),
    render: ({ ref, log }) => {
      const items = listReleases(ref, log)
      const list: ItemList<ReleaseRow> = { items, total: items.length }
      return {
        body: JSON.stringify(list),
        type: 'application/json',
        modified: ref.updated,
        headers: {
          ...DATA_HEADERS,
          Link: format([
            [url, 'self'],
            [url, 'canonical'],
            [`${c.env.PUBLIC_ORIGIN}/v1/schemas/ReleaseList.json`, 'describedby', 'application/schema+json'],
            [url.replace(/\/releases$/, ''), 'original'],
            [url.replace(/\/releases$/, '/timemap'), 'timemap', 'application/link-format'],
          ]),
        },
      }
    },
  })
}

/** Compares any two releases. Without `from`, serves the changes of release `to`, which were computed when it was published. */
function serveComparison(c: Context<App>): Promise<Response> {
  const { from, to } = (c.get('query') ?? {}) as { from?: number; to?: number }
  const storage = c.get('storage')
  const query = formatQuery({ from, to })
  const about = { topic: c.req.param('topic') ?? '', path: 'changes.json', key: `${c.req.path}${query}` }
  if (from === undefined) {
    return serveTopic(c, {
      ...about,
      ...(to !== undefined && { release: to }),
      load: (resolved) => resolveFileOf(storage, resolved, 'changes.json', to),
      render: async ({ blob, manifest }) =>
        renderChanges(c, query, manifest, await storage.blobs.parseCached(blob, asChanges)),
    })
  }
  return serveTopic(c, {
    ...about,
    load: async (resolved) => {
      const newer = await loadTopic(c, resolved, to)
      if (newer.kind !== 'resolved') return newer
      const older = await loadTopic(c, resolved, from)
      return older.kind === 'resolved' ? { ...newer, older } : older
    },
    render: async ({ blob, manifest, older }) => {
      const before = await storage.blobs.parseCached(older.blob, listTopic)
      const after = await storage.blobs.parseCached(blob, listTopic)
      return renderChanges(c, query, manifest, compareTopics(before.topic, after.topic))
    },
  })
}

function renderChanges(c: Context<App>, query: string, { draft }: Manifest, changes: Changes): Rendered {
  const url = `${c.env.PUBLIC_ORIGIN}${c.req.path}`
  // A draft is not a release, so URLs do not contain its number.
  const canonical = draft ? query : formatQuery({ from: changes.previous, to: changes.release })
  return {
    body: JSON.stringify(changes),
    type: 'application/json',
    headers: {
      ...DATA_HEADERS,
      Link: format([
        [`${url}${query}`, 'self'],
        [url + canonical, 'canonical'],
        [`${c.env.PUBLIC_ORIGIN}/v1/schemas/Changes.json`, 'describedby', 'application/schema+json'],
      ]),
    },
  }
}

/** For `parseCached`. */
function asChanges(changes: Changes): Changes {
  if (!isRecord(changes)) throw new SyntaxError('changes.json is malformed')
  return changes
}

async function loadTopic(
  c: Context<App>,
  resolved: ResolvedTopic,
  release: number | undefined,
): Promise<ResolvedFile | Failure> {
  const file = await resolveFileOf(c.get('storage'), resolved, WHOLE_TOPIC, release)
  const request = { topic: resolved.ref.topic, path: WHOLE_TOPIC, ...(release !== undefined && { release }) }
  return file.kind === 'resolved' ? file : describeError(file, request)
}
