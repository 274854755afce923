import type { ParseArgsOptionsConfig } from 'node:util'

/** One command of the editor's tools. */
export interface Command {
  usage: string
  summary: string
  options: ParseArgsOptionsConfig
  /** Returns the exit code: 0 done, 1 the content needs work, 2 the call was wrong. */
  run: (positionals: string[], options: Record<string, string | undefined>) => Promise<number>
}

/** Options that every command takes which reads topics. */
export const TOPIC_OPTIONS = { topics: { type: 'string' } } as const satisfies ParseArgsOptionsConfig
