/** The records of a topic as exact bytes, so that anyone can check that history was not changed. */
import type { Context } from 'hono'
import { canonicalJson } from '../../data/store/records.ts'
import type { App } from '../env.ts'
import { dateFile, parseReleaseNumber } from '../file-request.ts'
import { DATA_HEADERS, PINNED } from '../http/response.ts'
import { type Rendered, serve, serveTopic } from '../serve.ts'
import { resolveRecord } from '../store/resolve.ts'
import { Routes } from './routes.ts'

export const records = new Routes()
  .get('/ref', serveRef)
  .get('/log', serveLog)
  .get('/releases/:release/manifest', serveManifest)
  .get('/releases/:release/raw/:path', serveRawFile)

/** A type that browsers do not open, and headers under which nothing runs if one does. */
const RAW: Pick<Rendered, 'type' | 'headers'> = { type: 'application/octet-stream', headers: { ...DATA_HEADERS } }

function serveRef(c: Context<App>): Promise<Response> {
  return serveTopic(c, {
    topic: c.req.param('topic') ?? '',
    key: c.req.path,
    load: async (resolved) => resolved,
    render: ({ ref }) => ({ ...RAW, body: canonicalJson(ref), modified: ref.updated }),
  })
}

function serveLog(c: Context<App>): Promise<Response> {
  return serveTopic(c, {
    topic: c.req.param('topic') ?? '',
    key: c.req.path,
    load: (resolved) => resolveRecord(c.get('storage'), resolved),
    render: ({ ref, blob }) => ({ ...RAW, body: blob.bytes, tag: blob.sha256, modified: ref.updated }),
  })
}

function serveManifest(c: Context<App>): Promise<Response> {
  const release = parseReleaseNumber(c.req.param('release'))
  return serveTopic(c, {
    topic: c.req.param('topic') ?? '',
    key: c.req.path,
    load: (resolved) => resolveRecord(c.get('storage'), resolved, release),
    render: ({ blob }) => ({ ...RAW, body: blob.bytes, tag: blob.sha256, cacheControl: PINNED }),
    release,
  })
}

/** Serves a file without inserting the origin, so that the bytes match their hash. */
function serveRawFile(c: Context<App>): Promise<Response> {
  const { topic = '', path = '' } = c.req.param() as { topic?: string; path?: string }
  const release = parseReleaseNumber(c.req.param('release'))
  return serve(c, { topic, path, release }, (file) => ({
    ...RAW,
    ...dateFile(file, release),
    body: file.blob.bytes,
    tag: file.entry.sha256,
  }))
}
