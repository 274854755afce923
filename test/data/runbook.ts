/**
 * A guide's steps, run as they are written: `npm run data` and `npm run deploy` as far as it writes to KV, `export`, and what
 * a comment has put into wrangler.toml. Names in capitals stand for what a test gives.
 */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface StepResult {
  code: number
  output: string
}

export interface GuideOptions {
  /** The path of the guide. */
  guide: string
  /** Where key files are made. */
  folder: string
  names: Record<string, string>
  variables: () => Record<string, string>
}

export async function openGuide({ guide, folder, names, variables }: GuideOptions) {
  const text = await readFile(guide, 'utf8')
  /** What was exported, and what wrangler.toml would have. */
  const environment: Record<string, string> = {}
  /** The public half of each key that a step made, by the name of its file in the guide. */
  const publicKeys: Record<string, string> = {}
  let deployed = ''

  function execute(script: string, args: string[]): Promise<StepResult> {
    const own = { WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: folder, PUBLIC_ORIGIN: 'http://127.0.0.1:1' }
    const env = { ...process.env, FACT_BOX_KEY: '', PUBLISHER_KEYS: '', ...own, ...variables(), ...environment }
    return new Promise((resolve) => {
      execFile(process.execPath, [script, ...args], { cwd: ROOT, env }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
      )
    })
  }

  async function run(words: string[]): Promise<StepResult> {
    const args = words.map((word) => (isKeyName(word) ? join(folder, word) : (names[word] ?? word)))
    // Not this repository's own ledgers.
    if (words[0] === 'publish') args.push('--topics', join(folder, 'topics'))
    const result = await execute('data/cli/index.ts', args)
    const publicKey = /PUBLISHER_KEYS = "([\w-]+)"/.exec(result.output)?.[1]
    if (words[0] === 'keygen' && publicKey) publicKeys[words[1] ?? ''] = publicKey
    return result
  }

  async function deploy(): Promise<StepResult> {
    const result = await execute('test/data/keep-widget.ts', [])
    if (result.code === 0) deployed = environment.PUBLISHER_KEYS ?? ''
    return result
  }

  /** The results of the commands in the section's first block, in order; `check` is called after each of them. */
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
    // What this section made is the next one’s OLD.
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
    /** The public keys that the Worker knows since the last deployment. */
    get deployedKeys() {
      return deployed.split(' ').filter(Boolean)
    },
  }
}

const isKeyName = (word: string) => word === 'KEY' || word === 'NEW'

/** As a shell splits them: what stands in quotes is one. */
const splitWords = (command: string) =>
  [...command.trim().matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
