/**
 * What an editor's copy of a topic records of its publications, beside its YAML: the latest release and the last state that
 * it knows of, and every id that was ever published with what it was. With it, publishing refuses a reused id and a release
 * that this copy has not seen, and detects a store that lost a change or shows an old state. One file for each namespace:
 * `published.json` for production, to be committed, `published.staging.json` for another environment, `published.local.json`
 * for this project's local store. Another local store keeps its own, in its folder, and leaves the topics' as it is.
 */
import { mkdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import * as v from 'valibot'
import type { Finding } from '../checks/finding.ts'
import { createIdLookup, ITEM_KINDS, isRetiredReadable, listIds, listPartialKinds } from '../checks/ids.ts'
import type { Authored } from '../schema/authored.ts'
import { Sha256 } from '../schema/entities.ts'
import { findStateFolder, LOCAL_STATE_FOLDER } from '../store/state-lock.ts'
import type { Target } from '../store/store.ts'
import { describeExpected, type Options } from './command.ts'
import { replaceFile } from './durable-file.ts'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const Ledger = v.strictObject({
  /** The latest release that this copy knows; 0 before the first. */
  release: Count,
  /** The highest sequence of the topic's ref that this copy knows; 0 before the first. */
  sequence: v.optional(Count, 0),
  /** The hash of the last entry of the topic's log at that sequence. */
  head: v.exactOptional(Sha256),
  /** Every id that was ever published, with its kind. */
  ids: v.record(v.string(), v.picklist(ITEM_KINDS)),
})
export type Ledger = v.InferOutput<typeof Ledger>

export const EMPTY_LEDGER: Ledger = { release: 0, sequence: 0, ids: {} }

/** The state of a topic after a command; `head` is absent when the sequence was known already. */
export interface KnownState {
  sequence: number
  head?: string
}

/** Returns the ledger after a publish, with the ids of the content. */
export function extendLedger(ledger: Ledger, authored: Authored, state: KnownState & { release: number }): Ledger {
  const ids = Object.fromEntries(listIds(authored).map(({ id, kind }) => [id, kind]))
  const release = Math.max(state.release, ledger.release)
  return { ...advanceLedger(ledger, state), release, ids: { ...ledger.ids, ...ids } }
}

/** Returns the ledger after any other change. */
export function advanceLedger(ledger: Ledger, { sequence, head = ledger.head }: KnownState): Ledger {
  const { release, ids } = ledger
  return { release, sequence, ...(head !== undefined && { head }), ids }
}

/** Checks that every published id keeps its kind or is retired. */
export function checkLedger(authored: Authored, ledger: Ledger): Finding[] {
  const current = listIds(authored)
  const partial = listPartialKinds(authored)
  const isKnown = createIdLookup(current.map(({ id }) => id))
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
  const gone = Object.entries(ledger.ids).flatMap(([id, kind]) => {
    const isSomewhere = isKnown(id) || retired.has(id) || partial.has(kind)
    return isSomewhere || !isRetiredReadable(authored) ? [] : [id]
  })
  const missing = gone.map((id) => ({
    file: 'topic.yml',
    path: ['retired'],
    problem: `${ledger.ids[id]} ${id} was published and is gone`,
    remedy:
      ledger.ids[id] === 'correction'
        ? 'put it back: a correction stays on record. If it was withdrawn, list it under retired with date and reason'
        : `put it back, or list ${id} under retired with date and reason (and movedTo, if another id took its place)`,
  }))
  return [...changed, ...missing]
}

/** Whose ledger: of the real store, or of the local one in the folder `state`, by default that of STATE_FOLDER. */
export type LedgerOwner = Target | { state: string | undefined }

/** That of the store that a command's options name. */
export const findLedgerOwner = ({ remote, state }: Options): LedgerOwner => (remote ? 'remote' : { state })

/** `CLOUDFLARE_ENV` is also what decides which namespace is published to. */
export function findLedger(folder: string, owner: LedgerOwner, environment = process.env.CLOUDFLARE_ENV): string {
  if (owner === 'remote') return join(folder, !environment ? 'published.json' : `published.${environment}.json`)
  const state = findStateFolder(owner === 'local' ? undefined : owner.state)
  const isOwn = resolve(state) === resolve(LOCAL_STATE_FOLDER)
  return isOwn ? join(folder, 'published.local.json') : join(state, 'ledgers', `${basename(resolve(folder))}.json`)
}

/** @throws when the file is there and is no ledger: without it, publishing could replace somebody else's release. */
export async function readLedger(folder: string, owner: LedgerOwner, environment?: string): Promise<Ledger> {
  const path = findLedger(folder, owner, environment)
  try {
    return v.parse(Ledger, JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return EMPTY_LEDGER
    throw new Error(
      `${path} is damaged (${(error as Error).message}); take it back from version control, or delete it and publish --over the latest release`,
    )
  }
}

/**
 * Reads the ledger of an environment of wrangler.toml; for production, whose name is empty, falls back to the local store's.
 * Absent when this copy has published nothing there. @throws like `readLedger`
 */
export async function readLedgerOf(folder: string, { name }: { name: string }): Promise<Ledger | undefined> {
  const ledgers = [await readLedger(folder, 'remote', name), name === '' && (await readLedger(folder, 'local'))]
  return ledgers.find((ledger) => ledger && ledger !== EMPTY_LEDGER) || undefined
}

/** Atomic. @throws when the folder cannot be written to */
export async function writeLedger(folder: string, owner: LedgerOwner, ledger: Ledger): Promise<void> {
  const path = findLedger(folder, owner)
  try {
    if (path.endsWith(join('ledgers', basename(path)))) await mkdir(dirname(path), { recursive: true })
    await replaceFile(path, `${JSON.stringify(ledger, null, 2)}\n`)
  } catch (error) {
    const why = describeExpected(error) ?? `${path} could not be written: ${(error as Error).message}`
    throw new Error(
      `release ${ledger.release} is published, but this copy could not record it. ${why}; then publish again`,
    )
  }
}
