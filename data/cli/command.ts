/** What all commands share: their form, what their options are, and how they report. */
import type { ParseArgsOptionsConfig } from 'node:util'
import { StoreError } from '../store/store.ts'

/** The values of a command's options, as `parseArgs` gives them: texts, and `true` for a flag that is there. */
export type Options = Partial<Record<string, string>> & {
  json?: true
  /** For `verify`, the host. */
  remote?: true | string
  repair?: true
  draft?: true
  unverified?: true
  unsigned?: true
  'accept-loss'?: true
  'dry-run'?: true
  'with-dependants'?: true
}

/** One command of the editor's tools. */
export interface Command {
  usage: string
  /** How many words it takes at most, beside its options. */
  maxWords: number
  summary: string
  options: ParseArgsOptionsConfig
  /** Returns the exit code: 0 done, 1 the content needs work or the store refused, 2 the call was wrong. */
  run: (positionals: string[], options: Options) => Promise<number>
}

/** For a command that reads topics. */
export const TOPIC_OPTIONS = {
  topics: { type: 'string' },
  json: { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig

/**
 * For a command that reads or writes KV: the local one, in `--state DIR`, or with `--remote` the real one, as wrangler.toml
 * or `--config FILE` binds it. `--key FILE` signs what is written.
 */
export const STORE_OPTIONS = {
  state: { type: 'string' },
  remote: { type: 'boolean' },
  config: { type: 'string' },
  key: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig

/** A call that cannot be carried out: the command's usage is printed with it. */
export class UsageError extends Error {}

/** Options that npm's configuration has as well: a trace of one may be the user's own setting. */
const ALSO_OF_NPM = ['json', 'key']

/**
 * npm keeps an option for itself that does not stand behind `--`, and runs the script without it: what was to be a dry run
 * would be a real one.
 *
 * @throws UsageError where one of these was lost so
 */
export function refuseLostOptions(names: readonly string[], environment: NodeJS.ProcessEnv = process.env): void {
  const lost = names.find(
    (name) => !ALSO_OF_NPM.includes(name) && environment[`npm_config_${name.replaceAll('-', '_')}`] !== undefined,
  )
  if (lost !== undefined) throw new UsageError(`npm took --${lost} for itself: put -- before the command's own words`)
}

/** Prints what a command found out: for a program with `--json`, else for a person. */
export function report({ json }: { json?: true }, data: unknown, text: string): void {
  console.log(json ? JSON.stringify(data, null, 2) : text)
}

/** Codes of the system that say something about folders and disks, and nothing about this program. */
const SYSTEM_CODES = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EFBIG'])

/** One sentence for an error that a person can remedy; absent for one that is a bug. */
export function describeExpected(error: unknown): string | undefined {
  if (error instanceof StoreError) return error.message
  const { code, path, message } = error as NodeJS.ErrnoException
  if (isOfWrangler(error)) {
    const { file, line, column } = error.location ?? {}
    return file === undefined ? message : `${file}:${line}:${column}: ${message}`
  }
  if (code === 'ENOTDIR') return `${path ?? 'a path'} is below a file: name a folder`
  if (code === 'EISDIR')
    return `${path ?? 'one of the files'} is a folder: move it away, so that the file can stand there`
  if (!SYSTEM_CODES.has(code ?? '')) return undefined
  return `${path ?? 'a file'} cannot be used (${message}); give this user the right to read and write there, or copy the project elsewhere`
}

/** What wrangler says of a wrangler.toml that it cannot use. */
type WranglerFault = Error & { location?: { file: string; line: number; column: number } }

function isOfWrangler(error: unknown): error is WranglerFault {
  return error instanceof Error && 'telemetryMessage' in error
}

const QUIET_MS = 1000

/** Says on a terminal what is being done once it has taken over a second; programs that read the output see nothing. */
export async function reportProgress<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const timer = setTimeout(() => process.stderr.isTTY && process.stderr.write(`${what} …\n`), QUIET_MS)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
  }
}

/** A release as a person types it. @throws UsageError */
export function parseRelease(text: string): number {
  const release = Number(text)
  if (!Number.isInteger(release) || release < 1)
    throw new UsageError(`${text} is no release: releases are counted from 1`)
  return release
}
