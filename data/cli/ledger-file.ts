/**
 * A topic's ledger beside its YAML, one for each namespace: `published.json` for production's, to be committed,
 * `published.staging.json` for that of another environment, `published.local.json` for this machine's.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { EMPTY_LEDGER, Ledger } from '../ledger.ts'
import type { Target } from '../store/store.ts'
import { replaceFile } from './durable-file.ts'

/** `CLOUDFLARE_ENV` is also what decides which namespace is published to. */
export function nameLedgerFile(target: Target, environment = process.env.CLOUDFLARE_ENV): string {
  if (target === 'local') return 'published.local.json'
  return !environment ? 'published.json' : `published.${environment}.json`
}

/** @throws when the file is there and is no ledger: publishing on a guess could replace somebody else's release. */
export async function readLedger(folder: string, target: Target, environment?: string): Promise<Ledger> {
  const path = join(folder, nameLedgerFile(target, environment))
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
 * The ledger of an environment of wrangler.toml, or for production, whose name is empty, this machine's where there is no other;
 * absent where this copy published nothing to it. @throws as `readLedger`
 */
export async function readLedgerOf(folder: string, { name }: { name: string }): Promise<Ledger | undefined> {
  const ledgers = [await readLedger(folder, 'remote', name), name === '' && (await readLedger(folder, 'local'))]
  return ledgers.find((ledger) => ledger && ledger !== EMPTY_LEDGER) || undefined
}

/** Whole or not at all. @throws when the folder cannot be written to */
export async function writeLedger(folder: string, target: Target, ledger: Ledger): Promise<void> {
  const path = join(folder, nameLedgerFile(target))
  try {
    await replaceFile(path, `${JSON.stringify(ledger, null, 2)}\n`)
  } catch (error) {
    throw new Error(
      `release ${ledger.release} is published, but ${path} could not be written (${(error as Error).message})`,
    )
  }
}
