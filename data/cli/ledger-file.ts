/** A topic's ledger beside its YAML: `published.json` for the real KV, to be committed; `published.local.json` for this machine's. */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { EMPTY_LEDGER, Ledger } from '../ledger.ts'

export type Target = 'remote' | 'local'

const FILE_NAMES: Record<Target, string> = { remote: 'published.json', local: 'published.local.json' }

/** @throws when the file is there and is no ledger: publishing on a guess could replace somebody else's release. */
export async function readLedger(folder: string, target: Target): Promise<Ledger> {
  const path = join(folder, FILE_NAMES[target])
  try {
    return v.parse(Ledger, JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return EMPTY_LEDGER
    throw new Error(
      `${path} is damaged (${(error as Error).message}); take it back from version control, or delete it and publish --over the latest release`,
    )
  }
}

/** Whole or not at all. @throws when the folder cannot be written to */
export async function writeLedger(folder: string, target: Target, ledger: Ledger): Promise<void> {
  const path = join(folder, FILE_NAMES[target])
  try {
    await writeFile(`${path}.new`, `${JSON.stringify(ledger, null, 2)}\n`)
    await rename(`${path}.new`, path)
  } catch (error) {
    throw new Error(
      `release ${ledger.release} is published, but ${path} could not be written (${(error as Error).message})`,
    )
  }
}
