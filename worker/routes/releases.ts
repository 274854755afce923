/** The history of a topic: its releases, what each changed, and the one that was current at a given time (RFC 7089). */
import type { Context } from 'hono'
import type { Collection, ReleaseRow } from '../../data/schema/api.ts'
import { findReleaseAt, listReleases } from '../../data/store/history.ts'
import type { App } from '../env.ts'
import { parseFileRequest, serveFile } from '../file-request.ts'
import { parseHttpDate } from '../http/dates.ts'
import { format } from '../http/links.ts'
import { DATA_HEADERS, redirect, revalidatedCacheControl } from '../http/response.ts'
import { Routes } from '../http/routes.ts'
import { serveTopic } from '../serve.ts'
import { resolveLog } from '../store/resolve.ts'

export const releases = new Routes()
  .get('/releases', serveReleases)
  .get('/releases/:release/changes', (c) => serveFile(c, parseFileRequest(c, 'changes.json')))
  .get('/timegate', serveTimegate)

function serveReleases(c: Context<App>): Promise<Response> {
  const url = `${c.env.PUBLIC_ORIGIN}${c.req.path}`
  return serveTopic(c, {
    topic: c.req.param('topic') ?? '',
    key: c.req.path,
    load: (resolved) => resolveLog(c.var.storage, resolved),
    render: ({ ref, log }) => {
      const list: Collection<ReleaseRow> = { items: listReleases(ref, log) }
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
          ]),
        },
      }
    },
  })
}

/** Without Accept-Datetime, the current release (RFC 7089, 4.2). */
function serveTimegate(c: Context<App>): Promise<Response> {
  const wanted = c.req.header('Accept-Datetime')
  const time = wanted === undefined ? Number.POSITIVE_INFINITY : parseHttpDate(wanted)
  return serveTopic(c, {
    topic: c.req.param('topic') ?? '',
    // Never kept: the header chooses.
    key: c.req.path,
    load: (resolved) => resolveLog(c.var.storage, resolved),
    render: ({ ref, log }) => {
      if (time === undefined) {
        return { kind: 'malformed', detail: 'Accept-Datetime must be a date such as Tue, 24 Jul 2007 12:00:00 GMT.' }
      }
      const original = `${c.env.PUBLIC_ORIGIN}/v1/topics/${ref.topic}`
      const release = findReleaseAt(log, time) ?? ref.manifest.release
      return redirect(302, `${original}/releases/${release}`, revalidatedCacheControl(c.env.FRESH_SECONDS), {
        Vary: 'Accept-Datetime',
        Link: format([
          [original, 'original'],
          [`${original}/releases`, 'version-history'],
        ]),
      })
    },
  })
}
