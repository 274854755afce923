/** The history of a topic: its releases, what each changed, and the one that was current at a given time (RFC 7089). */

import type { Context } from 'hono'
import { findReleaseAt, listReleases } from '../../data/releases/history.ts'
import type { Pointer } from '../../data/releases/records.ts'
import { sha256Hex } from '../../data/sha256.ts'
import type { Collection, ReleaseRow } from '../../data/wire.ts'
import { answerFromFile, toFailure } from '../answer.ts'
import type { App } from '../environment.ts'
import { parseHttpDate } from '../http/dates.ts'
import { format } from '../http/links.ts'
import { respondWithProblem } from '../http/problem.ts'
import { createRepresentation, movingCacheControl, redirect, respond } from '../http/response.ts'
import { Routes } from '../http/routes.ts'
import { openStorage } from '../storage/kv.ts'
import { findTopic } from '../storage/release.ts'
import { readWanted } from '../wanted.ts'

export const releases = new Routes()
  .get('/releases', (c) => withTopic(c, c.req.param('topic') ?? '', listHistory))
  .get('/releases/:release/changes', (c) => answerFromFile(c, readWanted(c, 'changes.json')))
  .get('/timegate', (c) => withTopic(c, c.req.param('topic') ?? '', negotiateDatetime))

type Answer = (c: Context<App>, pointer: Pointer, stale?: string) => Response | Promise<Response>

async function withTopic(c: Context<App>, topic: string, answer: Answer): Promise<Response> {
  const found = await findTopic(openStorage(c.env), topic)
  if (found.kind !== 'found') return respondWithProblem(toFailure(found, { topic }), c.req.path)
  return answer(c, found.pointer, found.stale)
}

async function listHistory(c: Context<App>, pointer: Pointer, stale?: string): Promise<Response> {
  const list: Collection<ReleaseRow> = { items: listReleases(pointer) }
  const body = JSON.stringify(list)
  const address = `${c.env.PUBLIC_ORIGIN}${c.req.path}`
  const representation = createRepresentation({
    body,
    type: 'application/json',
    tag: await sha256Hex(body),
    cacheControl: movingCacheControl(c.env.FRESH_SECONDS),
    modified: pointer.written,
    headers: {
      Link: format([
        [address, 'self'],
        [address, 'canonical'],
        [`${c.env.PUBLIC_ORIGIN}/v1/schemas/ReleaseList.json`, 'describedby', 'application/schema+json'],
        [address.replace(/\/releases$/, ''), 'original'],
      ]),
    },
  })
  return respond(c.req.raw, representation, stale)
}

/** Without Accept-Datetime, the release that readers have now (RFC 7089, 4.2). */
function negotiateDatetime(c: Context<App>, pointer: Pointer, stale?: string): Response {
  const wanted = c.req.header('Accept-Datetime')
  const time = wanted === undefined ? Number.POSITIVE_INFINITY : parseHttpDate(wanted)
  if (time === undefined) {
    const detail = 'Accept-Datetime must be a date such as Tue, 24 Jul 2007 12:00:00 GMT.'
    return respondWithProblem({ kind: 'malformed', detail }, c.req.path)
  }
  const original = `${c.env.PUBLIC_ORIGIN}/v1/topics/${pointer.row.id}`
  const release = findReleaseAt(pointer, time) ?? pointer.manifest.release
  return redirect(302, `${original}/releases/${release}`, movingCacheControl(c.env.FRESH_SECONDS), {
    Vary: 'Accept-Datetime',
    ...(stale !== undefined && { 'X-Stale': stale }),
    Link: format([
      [original, 'original'],
      [`${original}/releases`, 'version-history'],
    ]),
  })
}
