/** One item of a collection, cut out of the collection's file. */
import type { Context } from 'hono'
import type { Retirement } from '../data/releases/records.ts'
import type { Collection } from '../data/wire.ts'
import { answerFromFile, type Derive, type Wanted } from './answer.ts'
import type { App } from './environment.ts'
import { respondWithProblem } from './http/problem.ts'
import { movingCacheControl, redirect } from './http/response.ts'
import { openStorage } from './storage/kv.ts'
import { findFile } from './storage/release.ts'

/** One that was withdrawn or retired is gone, or has moved, whichever release is asked. */
export async function answerItem(c: Context<App>, wanted: Wanted, id: string): Promise<Response> {
  const { topic, path, release } = wanted
  const found = await findFile(openStorage(c.env), topic, path, release)
  const withdrawn = found.kind === 'found' ? own(found.pointer.withdrawn.items, id) : undefined
  if (withdrawn) return respondWithProblem({ kind: 'gone', tombstone: withdrawn }, c.req.path)
  const retired = found.kind === 'found' ? own(found.manifest.retired, id) : undefined
  return retired ? answerRetired(c, id, retired) : answerFromFile(c, wanted, cutItem(id))
}

function answerRetired(c: Context<App>, id: string, { date, reason, movedTo }: Retirement): Response {
  if (movedTo === undefined) return respondWithProblem({ kind: 'gone', tombstone: { date, reason } }, c.req.path)
  const location = c.env.PUBLIC_ORIGIN + c.req.path.slice(0, -id.length) + movedTo
  return redirect(308, location, movingCacheControl(c.env.FRESH_SECONDS))
}

/** It carries the file's tag with its own id. */
function cutItem(id: string): Derive {
  return ({ bytes, entry, pointer }) => {
    const item = readItems(bytes).get(id)
    if (item === undefined) return { kind: 'not-found', detail: 'This release has no such item.' }
    // A correction of what was withdrawn would tell of it.
    const target = own(pointer.withdrawn.items, item.target ?? '')
    if (target) return { kind: 'gone', tombstone: target }
    return { body: JSON.stringify(item), tag: `${entry.sha256}-${id}`, type: entry.type, isDatedByRelease: true }
  }
}

const items = new WeakMap<ArrayBuffer, Map<string, Item>>()

interface Item {
  id: string
  target?: string
}

function readItems(bytes: ArrayBuffer): Map<string, Item> {
  let known = items.get(bytes)
  if (!known) {
    const { items: list } = JSON.parse(new TextDecoder().decode(bytes)) as Collection<Item>
    known = new Map(list.map((item) => [item.id, item]))
    items.set(bytes, known)
  }
  return known
}

function own<Value>(record: Record<string, Value>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
