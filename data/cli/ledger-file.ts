/**
 * A topic's ledger beside its YAML, one for each namespace: `published.json` for production's, to be committed,
 * `published.staging.json` for that of another environment, `published.local.json` for this machine's.
 */
import { readdir, readFile } from 'node:fs/promises'
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
 * The ledger of the environment that is served at `origin`, by the PUBLIC_ORIGIN of wrangler.toml; absent where there is no
 * such environment, or this copy published nothing to it. @throws as `readLedger`
 */
export async function readLedgerOf(folder: string, origin: string): Promise<Ledger | undefined> {
  const names = await readdir(folder).catch(() => [])
  const environments = names.flatMap((name) => /^published(?:\.([\w-]+))?\.json$/.exec(name)?.slice(1, 2) ?? [])
  for (const environment of environments) {
    const [target, env] = environment === 'local' ? (['local', ''] as const) : (['remote', environment ?? ''] as const)
    if ((await readPublicOrigin(env)) === origin) return readLedger(folder, target, env)
  }
  return undefined
}

async function readPublicOrigin(env: string): Promise<unknown> {
  const { unstable_readConfig } = await import('wrangler')
  const { CONFIGURATION } = await import('../store/kv-local.ts')
  return unstable_readConfig({ config: CONFIGURATION, env }).vars.PUBLIC_ORIGIN
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
