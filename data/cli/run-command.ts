/** The table of the editor's commands, from which `help` is printed. Each command has its own file. */
import { parseArgs, styleText } from 'node:util'
import { backup } from './backup.ts'
import { check } from './check.ts'
import { cite } from './cite.ts'
import { type Command, describeExpected, type Options, refuseLostOptions, UsageError } from './command.ts'
import { diff } from './diff.ts'
import { fsck } from './fsck.ts'
import { gc } from './gc.ts'
import { ingest } from './ingest.ts'
import { keygen } from './keygen.ts'
import { newTopic } from './new.ts'
import { publish } from './publish.ts'
import { reindex } from './reindex.ts'
import { releases } from './releases.ts'
import { restore } from './restore.ts'
import { rollback } from './rollback.ts'
import { sign } from './sign.ts'
import { verify } from './verify.ts'
import { withdraw } from './withdraw.ts'

const EXIT_FAILURE = 1
const EXIT_USAGE = 2

const COMMANDS: Record<string, Command> = {
  new: newTopic,
  ingest,
  cite,
  check,
  verify,
  diff,
  publish,
  releases,
  rollback,
  withdraw,
  gc,
  reindex,
  fsck,
  backup,
  restore,
  keygen,
  sign,
}

/** Runs a command and resolves with the exit code. Prints errors and never throws. */
export async function runCommand(name: string | undefined, args: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help') {
    console.log(describeCommands())
    return name === undefined ? EXIT_USAGE : 0
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) {
    console.error(`there is no command ${name}\n\n${describeCommands()}`)
    return EXIT_USAGE
  }
  try {
    const options = { ...command.options, help: { type: 'boolean' } } as const
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    if (values.help) {
      console.log(describeCommand(command))
      return 0
    }
    refuseLostOptions(Object.keys(options))
    refuseWords(positionals.slice(command.maxWords))
    return await command.run(positionals, values as Options)
  } catch (error) {
    if (!isUsageError(error)) {
      console.error(`error: ${describeExpected(error) ?? (error as Error).message}`)
      return EXIT_FAILURE
    }
    // Drops Node's advice on arguments that begin with a hyphen.
    const [problem] = error.message.split('. To specify a positional argument')
    console.error(`${problem}\n\nusage: npm run data -- ${command.usage}`)
    return EXIT_USAGE
  }
}

/** Refuses extra arguments: often they are part of a reason without quotation marks. */
function refuseWords([extra]: string[]): void {
  if (extra !== undefined) throw new UsageError(`“${extra}” is one argument too many: put text in one pair of quotes`)
}

function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

function describeCommand({ usage, summary, options }: Command): string {
  const rows = Object.entries(options).map(([name, { value, description }]): [string, string] => [
    `--${name}${value === undefined ? '' : ` ${value}`}`,
    description,
  ])
  const width = Math.max(...rows.map(([option]) => option.length))
  const lines = rows.map(([option, description]) => `  ${option.padEnd(width)}  ${description}`)
  return `usage: npm run data -- ${usage}\n\n${summary}\n\n${lines.join('\n')}`
}

function describeCommands(): string {
  const rows = Object.values(COMMANDS).map(({ usage, summary }) => `  ${styleText('bold', usage)}\n      ${summary}`)
  return `usage: npm run data -- <command>\n\n${rows.join('\n')}\n\nAdd --help to a command for all of its options.`
}
