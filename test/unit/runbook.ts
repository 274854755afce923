/**
 * Runs the steps of a guide as written: `npm run data`, `npm run deploy` up to its writes to KV, `export`, and what a comment
 * says to put into wrangler.toml. Names in capitals are replaced by the test's values.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { vi } from 'vitest'
import { withStore } from '../../data/cli/open-store.ts'
import { runCommand } from '../../data/cli/run-command.ts'
import { archiveWidget } from '../../data/store/widgets.ts'

export interface StepResult {
  code: number
  output: string
}

export interface GuideOptions {
  /** The path of the guide. */
  guide: string
  /** The folder for key files. */
  folder: string
  names: Record<string, string>
  variables: () => Record<string, string>
}

export async function openGuide({ guide, folder, names, variables }: GuideOptions) {
  const text = await readFile(guide, 'utf8')
  /** Exported variables, and what wrangler.toml would contain. */
  const environment: Record<string, string> = {}
  /** The public half of each key that a step made, by the file name in the guide. */
  const publicKeys: Record<string, string> = {}
  let deployed = ''

  /** Runs in this process, with the environment that the guide would have. */
  async function execute(command: () => Promise<number>): Promise<StepResult> {
    const own = { WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: folder, PUBLIC_ORIGIN: 'http://127.0.0.1:1' }
    const env = { FACT_BOX_KEY: '', PUBLISHER_KEYS: '', CLOUDFLARE_ENV: '', ...own, ...variables(), ...environment }
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    const lines: string[] = []
    const keep = (line: unknown) => void lines.push(String(line))
    const spies = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')].map((spy) => spy.mockImplementation(keep))
    try {
      return { code: await command(), output: lines.join('\n') }
    } finally {
      for (const spy of spies) spy.mockRestore()
      vi.unstubAllEnvs()
    }
  }

  async function run(words: string[]): Promise<StepResult> {
    const args = words.map((word) => (isKeyName(word) ? join(folder, word) : (names[word] ?? word)))
    // The test's own content, whose sources do not exist.
    if (words[0] === 'publish') args.push('--topics', join(folder, 'topics'), '--unverified')
    const result = await execute(() => runCommand(args[0], args.slice(1)))
    const publicKey = /PUBLISHER_KEYS = "([\w-]+)"/.exec(result.output)?.[1]
    if (words[0] === 'keygen' && publicKey) publicKeys[words[1] ?? ''] = publicKey
    return result
  }

  async function deploy(): Promise<StepResult> {
    const result = await execute(keepWidget)
    if (result.code === 0) deployed = environment.PUBLISHER_KEYS ?? ''
    return result
  }

  /** Returns the results of the commands in the section's first block, in order; calls `check` after each command. */
  async function follow(heading: string, check = async () => {}): Promise<StepResult[]> {
    const section = text.split(`${heading}\n`)[1]?.split(/^##/m)[0] ?? ''
    const block = /```sh\n([\s\S]*?)```/.exec(section)?.[1]
    if (block === undefined) throw new Error(`the guide has no commands under ${heading}`)
    const results: StepResult[] = []
    for (const line of block.trim().split('\n')) {
      const [, variable = '', value = ''] = /^(?:export |# wrangler\.toml: )(\w+) ?= ?("[^"]*"|\S+)/.exec(line) ?? []
      const [, command] = /^npm run data -- ([^#]+)/.exec(line) ?? []
      if (variable === 'PUBLISHER_KEYS') environment[variable] = resolveKeys(value.slice(1, -1))
      else if (variable) environment[variable] = isKeyName(value) ? join(folder, value) : value
      else if (command) results.push(await run(splitWords(command)))
      else if (/^npm run deploy\b/.test(line)) results.push(await deploy())
      else throw new Error(`the guide has a line that is no step: ${line}`)
      await check()
    }
    // The new key of this section is the next one’s OLD.
    if (publicKeys.KEY) publicKeys.OLD = publicKeys.KEY
    return results
  }

  const resolveKeys = (named: string) =>
    named
      .split(' ')
      .map((name) => publicKeys[name] ?? name)
      .join(' ')

  return {
    names,
    run,
    deploy,
    follow,
    /** The public keys that the Worker has since the last deployment. */
    get deployedKeys() {
      return deployed.split(' ').filter(Boolean)
    },
  }
}

/** Does what a deployment writes to KV first: archives a build of the widget, signed where publications are signed. */
async function keepWidget(): Promise<number> {
  try {
    const keep = withStore({ remote: true }, (storage) => archiveWidget(storage, 'void 0', new Date()), {
      needsKey: true,
    })
    console.log((await keep).kind)
    return 0
  } catch (error) {
    console.error(error)
    return 1
  }
}

const isKeyName = (word: string) => word === 'KEY' || word === 'NEW'

/** Splits as a shell does: quoted text is one word. */
const splitWords = (command: string) =>
  [...command.trim().matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
