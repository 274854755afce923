/** One item of a collection, cut out of the collection's file. */
import type { Context } from 'hono'
import type { ItemPart, Retirement } from '../data/releases/records.ts'
import type { Collection, CollectionName } from '../data/wire.ts'
import { answerFound, type Derive, toFailure, type Wanted } from './answer.ts'
import type { App } from './environment.ts'
import { respondWithProblem } from './http/problem.ts'
import { movingCacheControl, redirect } from './http/response.ts'
import { createParser } from './parsed.ts'
import { openStorage } from './storage/kv.ts'
import { findFile } from './storage/release.ts'

/** One that was withdrawn or retired is gone, or has moved, whichever release is asked. */
export async function answerItem(
  c: Context<App>,
  wanted: Wanted,
  collection: CollectionName,
  id: string,
): Promise<Response> {
  const found = await findFile(openStorage(c.env), wanted.topic, wanted.path, wanted.release)
  if (found.kind !== 'found') return respondWithProblem(toFailure(found, wanted), c.req.path)
  const withdrawn = ownOf(found.pointer.withdrawn.items, id, collection)
  if (withdrawn) return respondWithProblem({ kind: 'gone', tombstone: withdrawn }, c.req.path)
  const retired = ownOf(found.manifest.retired, id, collection)
  return retired ? answerRetired(c, wanted, collection, retired) : answerFound(c, wanted, found, cutItem(id))
}

/** Leads to what took its place, also in another collection; what has no address of its own leads nowhere. */
function answerRetired(
  c: Context<App>,
  { topic, release }: Wanted,
  collection: CollectionName,
  { date, reason, movedTo, movedToPart = collection }: Retirement,
): Response {
  if (movedTo === undefined || movedToPart === 'unknowns') {
    return respondWithProblem({ kind: 'gone', tombstone: { date, reason } }, c.req.path)
  }
  const base = `${c.env.PUBLIC_ORIGIN}/v1/topics/${topic}${release === undefined ? '' : `/releases/${release}`}`
  return redirect(308, `${base}/${movedToPart}/${movedTo}`, movingCacheControl(c.env.FRESH_SECONDS))
}

/** It carries the file's tag with its own id. */
function cutItem(id: string): Derive {
  return ({ bytes, entry, pointer }) => {
    const item = readItems(entry.sha256, bytes).get(id)
    if (item === undefined) return { kind: 'not-found', detail: 'This release has no such item.' }
    // A correction of what was withdrawn would tell of it.
    const target = own(pointer.withdrawn.items, item.target ?? '')
    if (target) return { kind: 'gone', tombstone: target }
    return {
      body: JSON.stringify(item),
      tag: `${entry.sha256}-${id}`,
      type: entry.type,
      isDatedByRelease: true,
      // What must not be shown alone is no search result of its own.
      ...(item.standalone === false && { headers: { 'X-Robots-Tag': 'noindex' } }),
    }
  }
}

interface Item {
  id: string
  target?: string
  standalone?: false
}

const readItems = createParser(({ items }: Collection<Item>) => new Map(items.map((item) => [item.id, item])))

/** Under another collection the id was never anything. Where nobody knows what it was, it counts everywhere. */
function ownOf<Value extends { part?: ItemPart }>(
  record: Record<string, Value>,
  id: string,
  collection: CollectionName,
): Value | undefined {
  const value = own(record, id)
  return value?.part === undefined || value.part === collection ? value : undefined
}

function own<Value>(record: Record<string, Value>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
