/** A topic's ledger beside its YAML: `published.json` for the real KV, to be committed; `published.local.json` for this machine's. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EMPTY_LEDGER, type Ledger } from '../ledger.ts'

export type Target = 'remote' | 'local'

const FILE_NAMES: Record<Target, string> = { remote: 'published.json', local: 'published.local.json' }

export async function readLedger(folder: string, target: Target): Promise<Ledger> {
  try {
    return JSON.parse(await readFile(join(folder, FILE_NAMES[target]), 'utf8')) as Ledger
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return EMPTY_LEDGER
    throw error
  }
}

export async function writeLedger(folder: string, target: Target, ledger: Ledger): Promise<void> {
  await writeFile(join(folder, FILE_NAMES[target]), `${JSON.stringify(ledger, null, 2)}\n`)
}
