/**
 * What an editor's copy of a topic remembers of its publications: the latest release it knows of, and every id that was
 * ever published with what it was. So an id is never given twice, and nobody publishes over a release not seen. Pure.
 */
import * as v from 'valibot'
import type { Authored } from './authored.ts'
import { ITEM_KINDS, listIds } from './checks/ids.ts'
import type { Finding } from './finding.ts'

export const Ledger = v.strictObject({
  /** The latest release that this copy knows of; 0 before the first. */
  release: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Every id that was ever published. */
  ids: v.record(v.string(), v.picklist(ITEM_KINDS)),
})
export type Ledger = v.InferOutput<typeof Ledger>

export const EMPTY_LEDGER: Ledger = { release: 0, ids: {} }

export function extendLedger(ledger: Ledger, authored: Authored, release: number): Ledger {
  const ids = Object.fromEntries(listIds(authored).map(({ id, kind }) => [id, kind]))
  return { release: Math.max(release, ledger.release), ids: { ...ledger.ids, ...ids } }
}

/** A published id stays what it is, or is retired; a retired id is never given again. */
export function checkLedger(authored: Authored, ledger: Ledger): Finding[] {
  const current = listIds(authored)
  const known = new Set(current.map(({ id }) => id))
  const retired = new Set(authored.topic.retired.map(({ id }) => id))
  const changed = current.flatMap(({ id, kind, file, path }): Finding[] => {
    const was = Object.hasOwn(ledger.ids, id) ? ledger.ids[id] : undefined
    if (was === undefined || was === kind) return []
    return [
      {
        file,
        path,
        problem: `${id} was published as another kind of item (${was})`,
        remedy: 'give this item an id of its own',
      },
    ]
  })
  const gone = Object.keys(ledger.ids).filter((id) => !known.has(id) && !retired.has(id))
  const missing = gone.map((id) => ({
    file: 'topic.yml',
    path: ['retired'],
    problem: `${ledger.ids[id]} ${id} was published and is gone`,
    remedy:
      ledger.ids[id] === 'correction'
        ? 'put it back: a correction stays on record'
        : `put it back, or list ${id} under retired with date and reason (and movedTo, if another id took its place)`,
  }))
  return [...changed, ...missing]
}
