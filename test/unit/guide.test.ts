/** Every command in the editor's guide exists, with every option that the guide names. */
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { runCommand } from '../../data/cli/run-command.ts'

const GUIDE = new URL('../../data/README.md', import.meta.url)
const NAMES =
  'new|ingest|cite|check|verify|diff|publish|releases|rollback|withdraw|gc|reindex|fsck|backup|restore|keygen|sign'

/** Lists the commands in the guide, with or without `npm run data --` before them. */
async function listCommands(): Promise<string[]> {
  const guide = await readFile(GUIDE, 'utf8')
  const code = [...guide.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text)
  return code
    .map((text) => /^npm run (?:-s )?data -- (.+)$/.exec(text)?.[1] ?? text)
    .filter((text) => new RegExp(`^(?:${NAMES})\\b`).test(text) && !/^\w+\//.test(text) && !/^\w+:/.test(text))
}

/** Splits as a shell does, and drops redirections. */
function split(command: string): string[] {
  const [words = ''] = command.split(' > ')
  return [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}

let printed: string[]

beforeEach(() => {
  printed = []
  for (const method of ['log', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((text) => void printed.push(String(text)))
})
afterEach(() => vi.restoreAllMocks())

it('every command of the guide exists, with its options', async () => {
  const commands = await listCommands()
  expect(commands.length).toBeGreaterThan(30)
  const unknown: string[] = []
  for (const command of commands) {
    const [name, ...words] = split(command)
    const code = await runCommand(name, [...words, '--help'])
    if (code !== 0 || !printed.at(-1)?.startsWith('usage:')) unknown.push(`${command}: ${printed.at(-1)}`)
  }
  expect(unknown).toEqual([])
  expect(new Set(commands.map((command) => split(command)[0]))).toEqual(new Set(NAMES.split('|')))
})
