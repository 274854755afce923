/** What all commands share: their type, their common options, and how they print results and errors. */
import { StoreError } from '../store/store.ts'

/** A command's options as `parseArgs` returns them: strings, and `true` for a flag that is set. */
export type Options = Partial<Record<string, string>> & {
  json?: true
  /** A host for `verify`; a flag for all other commands. */
  remote?: true | string
  repair?: true
  draft?: true
  unverified?: true
  unsigned?: true
  all?: true
  list?: true
  'accept-loss'?: true
  'dry-run'?: true
  'with-dependants'?: true
}

/** An option in the form of `parseArgs`, with its description for `--help`. */
interface Option {
  type: 'string' | 'boolean'
  /** The placeholder for the value of a `string`, such as `DIR`. */
  value?: string
  description: string
}

/** One command of the editor's tools. */
export interface Command {
  usage: string
  /** The maximum number of positional arguments. */
  maxWords: number
  summary: string
  options: Record<string, Option>
  /** Resolves with the exit code: 0 done, 1 the content has problems or the store refused, 2 wrong usage. */
  run: (positionals: string[], options: Options) => Promise<number>
}

/** For a command that reads topics. */
export const TOPIC_OPTIONS = {
  topics: {
    type: 'string',
    value: 'DIR',
    description: 'the folder of the topics; by default TOPICS_FOLDER, or else data/topics',
  },
  json: { type: 'boolean', description: 'print JSON, for programs' },
} as const satisfies Command['options']

/** For a command that reads or writes a store. */
export const STORE_OPTIONS = {
  remote: { type: 'boolean', description: 'the store at Cloudflare; without it, the local one' },
  state: {
    type: 'string',
    value: 'DIR',
    description: 'the folder of the local store; by default STATE_FOLDER, or else .wrangler/state',
  },
  config: { type: 'string', value: 'FILE', description: 'a configuration instead of wrangler.toml' },
  key: {
    type: 'string',
    value: 'FILE',
    description: 'the private key that signs what is written; by default the file that FACT_BOX_KEY names',
  },
} as const satisfies Command['options']

/** Wrong usage. The message is printed with the command's usage. */
export class UsageError extends Error {}

/** Options that npm has too: in the environment they may come from the user's npm configuration. */
const ALSO_OF_NPM = ['json', 'key']

/**
 * Refuses to run if npm consumed an option. Without `--`, npm keeps the options to itself, so a dry run would be a real one.
 *
 * @throws UsageError when npm consumed one of `names`
 */
export function refuseLostOptions(names: readonly string[], environment: NodeJS.ProcessEnv = process.env): void {
  const lost = names.find(
    (name) => !ALSO_OF_NPM.includes(name) && environment[`npm_config_${name.replaceAll('-', '_')}`] !== undefined,
  )
  if (lost !== undefined) throw new UsageError(`npm consumed --${lost}: put -- before the command's arguments`)
}

/** Prints a command's result: `data` with `--json`, else `text`. */
export function report({ json }: { json?: true }, data: unknown, text: string): void {
  console.log(json ? JSON.stringify(data, null, 2) : text)
}

const PERMIT = 'give this user the right to read and write there, or copy the project elsewhere'
const FREE = 'free space there, and run the command again'
/** System errors caused by folders and disks, not by a bug: what is wrong with the path, and the remedy. */
const SYSTEM_ERRORS: Record<string, string> = {
  EACCES: `cannot be used by this user: ${PERMIT}`,
  EPERM: `cannot be used by this user: ${PERMIT}`,
  EROFS: 'is on a read-only disk: copy the project elsewhere',
  ENOSPC: `is on a full disk: ${FREE}`,
  EDQUOT: `is on a disk where this user's quota is used up: ${FREE}`,
  EFBIG: `would be larger than its disk allows: ${FREE}`,
  ENOTDIR: 'is below a file: name a folder',
  EISDIR: 'is a folder: move it away, so that the file can be written',
}
/** The simulator's message when it cannot write. */
const SIMULATOR_FAILURE = /^internal error; reference = /

/** Describes an error that the user can fix, in one sentence; absent for a bug. */
export function describeExpected(error: unknown): string | undefined {
  if (error instanceof StoreError) return error.message
  const { code, path, message } = error as NodeJS.ErrnoException
  if (isOfWrangler(error)) {
    const { file, line, column } = error.location ?? {}
    return file === undefined ? message : `${file}:${line}:${column}: ${message}`
  }
  if (SIMULATOR_FAILURE.test(message))
    return `the local store cannot be written: check whether its disk is full or read-only, and run the command again (${message})`
  const problem = SYSTEM_ERRORS[code ?? '']
  return problem === undefined ? undefined : `${path ?? 'one of the files'} ${problem}`
}

/** Wrangler's error for an invalid wrangler.toml. */
type WranglerFault = Error & { location?: { file: string; line: number; column: number } }

function isOfWrangler(error: unknown): error is WranglerFault {
  return error instanceof Error && 'telemetryMessage' in error
}

const QUIET_MS = 1000

/** Prints `what` if the work takes more than a second and stderr is a terminal. */
export async function reportProgress<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const timer = setTimeout(() => process.stderr.isTTY && process.stderr.write(`${what} …\n`), QUIET_MS)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
  }
}

/** Parses a release number. @throws UsageError */
export function parseRelease(text: string): number {
  const release = Number(text)
  if (!Number.isInteger(release) || release < 1)
    throw new UsageError(`${text} is not a release: releases are numbered from 1`)
  return release
}
