#!/usr/bin/env node
/** `npm run data -- <command>`: the editor's tools. This table is the help; each command is a file of its own. */
import { parseArgs } from 'node:util'
import { check } from './check.ts'
import { cite } from './cite.ts'
import type { Command } from './command.ts'
import { publish } from './publish.ts'
import { verify } from './verify.ts'

const EXIT_USAGE = 2

const COMMANDS: Record<string, Command> = { check, verify, cite, publish }

const [name, ...args] = process.argv.slice(2)
process.exitCode = await run(name, args)

async function run(name: string | undefined, args: string[]): Promise<number> {
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
    const { values, positionals } = parseArgs({ args, options: command.options, allowPositionals: true })
    return await command.run(positionals, values as Record<string, string | undefined>)
  } catch (error) {
    if (!(error instanceof TypeError) || !('code' in error)) throw error
    console.error(`${error.message}\n\nusage: npm run data -- ${command.usage}`)
    return EXIT_USAGE
  }
}

function describeCommands(): string {
  const rows = Object.values(COMMANDS).map(({ usage, summary }) => `  ${usage.padEnd(44)} ${summary}`)
  return `usage: npm run data -- <command>\n\n${rows.join('\n')}\n`
}
