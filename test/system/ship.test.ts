/** `npm run ship` from an empty account to a live box: the real wrangler against the fake Cloudflare API, and the upload on workerd. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type CloudflareApi, startCloudflareApi } from '../fixtures/cloudflare-api/index.ts'
import { writeLogin } from '../fixtures/cloudflare-api/login.ts'
import { type DeployedWorker, runDeployed } from '../fixtures/cloudflare-api/run-deployed.ts'
import { copyProject, ROOT } from './copy-project.ts'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 })

const WORKER = 'fact-box'
const TOPIC = 'us-iran-iraq-talks'
/** Where it is killed, one run after the other: at a call to Cloudflare, or a request to the deployed Worker. */
const KILLED_AT = [
  /^POST \S+\/storage\/kv\/namespaces$/,
  /^POST \S+\/d1\/database$/,
  /^PUT \S+\/bulk$/,
  /^POST \S+\/assets-upload-session$/,
  /^POST \S+\/assets\/upload/,
  /^PUT \S+\/scripts\/fact-box/,
  /^POST \S+\/scripts\/fact-box\/subdomain$/,
  /^GET \/healthz/,
  /^POST \S+\/query$/,
  /^GET \/v1\/openapi\.json/,
  /^GET \/snippet/,
]

let folder: string
let clone: string
let api: CloudflareApi
let deployed: DeployedWorker
let child: ChildProcess | undefined
let killedAt: RegExp | undefined

const watch = (call: string) => {
  if (!killedAt?.test(call)) return
  killedAt = undefined
  process.kill(-(child?.pid ?? 0), 'SIGKILL')
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fact-box-'))
  clone = await copyProject(join(folder, 'clone'), ['smoke', 'http'])
})

/** Opens an empty account. */
async function openAccount(worker: string, plan: 'free' | 'paid' = 'paid'): Promise<void> {
  // Restores the configuration as before the first deployment.
  await cp(join(ROOT, 'wrangler.toml'), join(clone, 'wrangler.toml'))
  api = await startCloudflareApi({ namespaces: {}, databases: {}, plan, onCall: watch })
  deployed = await runDeployed(api, worker, (path) => watch(`GET ${path}`))
}
async function closeAccount(): Promise<void> {
  await deployed.close()
  await api.close()
}

interface Result {
  code: number | null
  output: string
}

/** Runs it in its own process group, so that everything that it started is killed with it. */
async function ship(args: string[] = [], environment: NodeJS.ProcessEnv = {}): Promise<Result> {
  return runNode(['worker/ship/index.ts', ...args], { PUBLIC_ORIGIN: deployed.origin, ...environment })
}

async function runNode(args: string[], environment: NodeJS.ProcessEnv): Promise<Result> {
  const env = { ...process.env, ...api.variables, CLOUDFLARE_ENV: '', WRANGLER_SEND_METRICS: 'false', ...environment }
  const running = spawn(process.execPath, args, { cwd: clone, env, detached: true })
  child = running
  let output = ''
  for (const stream of [running.stdout, running.stderr]) stream.on('data', (chunk) => (output += chunk))
  const [code] = (await once(running, 'close')) as [number | null]
  return { code, output }
}

const withoutAccount = (call: string) => call.replace(/ \d+/, '').replace(/\/accounts\/[^/]+/, '')

describe('an empty account', () => {
  beforeAll(() => openAccount(WORKER))
  afterAll(closeAccount)

  it('gets nothing while an answer could be older than readers are promised', async () => {
    const path = join(clone, 'wrangler.toml')
    const sound = await readFile(path, 'utf8')
    for (const { section = 'vars', written, shown, args = [] } of [
      { written: 'FRESH_SECONDS = 61', shown: '61' },
      { written: 'FRESH_SECONDS = "60"', shown: '"60"', args: ['--dry-run'] },
      { section: 'env.staging.vars', written: '', shown: 'missing', args: ['--env', 'staging'] },
    ]) {
      const start = sound.indexOf(`\n[${section}]\n`)
      await writeFile(path, sound.slice(0, start) + sound.slice(start).replace(/^FRESH_SECONDS = .*$/m, written))
      const { code, output } = await ship(args)
      expect([code, output]).toEqual([1, expect.stringContaining(`[${section}]: FRESH_SECONDS is ${shown}. `)])
    }
    await writeFile(path, sound)
    expect(api.calls).toEqual([])
  })

  it('is filled wherever the command was killed, and nothing is created twice', async () => {
    for (const place of KILLED_AT) {
      killedAt = place
      const { code, output } = await ship()
      expect([code, killedAt], `${place}: ${output}`).toEqual([null, undefined])
    }
    const { code, output } = await ship()
    expect([code, output]).toEqual([0, expect.stringContaining(`live: ${deployed.origin}/topics/${TOPIC}`)])
    expect(output).toContain(`<blockquote class="fact-box" data-topic="${TOPIC}"`)
    const { namespaces, databases } = api.listResources()
    expect([Object.values(namespaces), Object.values(databases)]).toEqual([['fact-box-facts'], ['fact-box']])
    expect(api.workers.get(WORKER).subdomain.enabled).toBe(true)
    expect(JSON.parse(await readFile(join(clone, 'data/topics', TOPIC, 'published.json'), 'utf8')).release).toBe(1)
    expect(await readFile(join(clone, 'wrangler.toml'), 'utf8')).toContain(`PUBLIC_ORIGIN = "${deployed.origin}"`)
  })

  it('gets only a new version, gradually, when the command runs again', async () => {
    const before = api.workers.choose(WORKER)?.id
    api.calls.length = 0
    const { code, output } = await ship(['--gradual', '--code'])
    expect([code, output]).toEqual([0, expect.stringContaining('left as it is')])
    const shares = api.workers.get(WORKER).deployments.map(({ versions }) => versions.map((v) => v.percentage))
    expect(shares.slice(0, 2)).toEqual([[100], [10, 90]])
    expect(api.workers.choose(WORKER)?.id).not.toBe(before)
    const writes = api.calls.map(withoutAccount).filter((call) => /^(?:PUT|DELETE) \S*(?:storage|d1)/.test(call))
    expect(writes).toEqual([])
  })

  it('sends no more requests to a version that fails its test', async () => {
    const before = api.workers.choose(WORKER)?.id
    const path = join(clone, 'worker/http/response.ts')
    const sound = await readFile(path, 'utf8')
    await writeFile(path, `${sound}\nDATA_HEADERS['X-Content-Type-Options'] = 'sniff'\n`)
    const { code, output } = await ship(['--gradual', '--code'])
    await writeFile(path, sound)
    expect([code, output]).toEqual([
      1,
      expect.stringContaining(`failed its test, and ${before} has all requests again`),
    ])
    expect(api.workers.get(WORKER).deployments[0]?.versions).toEqual([{ version_id: before, percentage: 100 }])
  })
})

describe('staging, on the free plan, with the login of wrangler', () => {
  beforeAll(() => openAccount('fact-box-staging', 'free'))
  afterAll(closeAccount)

  it('is deployed by the calls that the dry run prints, in their order', async () => {
    const login = { ...(await writeLogin(join(folder, 'home'), api)), CLOUDFLARE_ACCOUNT_ID: '' }
    const { output: plan } = await ship(['--env', 'staging', '--dry-run'], login)
    expect(plan).toContain('POST /storage/kv/namespaces {"title":"fact-box-staging-facts"}')
    expect(api.calls.filter((call) => !call.startsWith('GET '))).toEqual([])
    api.calls.length = 0
    const { code, output } = await ship(['--env', 'staging'], login)
    expect([code, output]).toEqual([0, expect.stringContaining(`live: ${deployed.origin}/`)])
    const calls = api.calls.map(withoutAccount)
    for (const [, call = ''] of plan.matchAll(/^ {4}((?:GET|PUT|POST) \/[^\s{?]*)/gm)) {
      const found = calls.findIndex((made) => made.replace(/\?.*/, '').startsWith(call))
      expect(found, `${call} after ${calls}`).toBeGreaterThanOrEqual(0)
      calls.splice(0, found + 1)
    }
    expect(output).toContain('the free plan takes no [limits]')
    expect(await readdir(join(clone, 'data/topics', TOPIC))).toContain('published.staging.json')
  })
})

describe('without a test, since nothing listens there', () => {
  beforeAll(() => openAccount(WORKER))
  afterAll(closeAccount)

  it('a preview has its own data, and deletes them with itself', async () => {
    const preview = ['worker/ship/preview.ts', '--name', 'pr-12']
    const { code, output } = await runNode(preview, {})
    expect([code, output]).toEqual([
      0,
      expect.stringContaining('preview: https://pr-12-fact-box.stand-in.workers.dev/'),
    ])
    expect(Object.values(api.listResources().namespaces)).toEqual(['fact-box-preview-pr-12-facts'])
    const [namespace = ''] = Object.keys(api.listResources().namespaces)
    expect(api.kv(namespace).keys()).toContain(`topic/${TOPIC}`)
    const env = api.workers.get(WORKER).previews.get('pr-12')?.deployments.at(-1)?.env
    expect(env?.FACTS).toMatchObject({ namespace_id: namespace })
    expect(env?.PUBLIC_ORIGIN).toMatchObject({ text: 'https://pr-12-fact-box.stand-in.workers.dev' })
    expect((await runNode([...preview, '--delete'], {})).code).toBe(0)
    expect(api.listResources()).toEqual({ namespaces: {}, databases: {} })
    expect([...api.workers.get(WORKER).previews]).toEqual([])
  })

  it('wrangler alone provisions what wrangler.toml binds, under the titles that publishing looks for', async () => {
    const wrangler = join(clone, 'node_modules/wrangler/bin/wrangler.js')
    const { code, output } = await runNode([wrangler, 'deploy', '--env='], {})
    expect([code, output]).toEqual([0, expect.stringContaining('https://fact-box.stand-in.workers.dev')])
    const { namespaces, databases } = api.listResources()
    expect([Object.values(namespaces), Object.values(databases)]).toEqual([['fact-box-facts'], ['fact-box']])
  })
})

it('names the remedy where an account has no subdomain, or does not own a domain', async () => {
  await cp(join(ROOT, 'wrangler.toml'), join(clone, 'wrangler.toml'))
  api = await startCloudflareApi({ namespaces: {}, databases: {}, subdomain: null })
  // Without an origin: nothing was deployed.
  const shipAnywhere = (args: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
    runNode(['worker/ship/index.ts', ...args], { PUBLIC_ORIGIN: undefined, ...environment })
  const none = await shipAnywhere([])
  expect([none.code, none.output]).toEqual([
    1,
    expect.stringContaining('has no workers.dev subdomain yet: choose one at'),
  ])
  const foreign = await shipAnywhere(['--domain', 'facts.example'])
  expect([foreign.code, foreign.output]).toEqual([
    1,
    expect.stringContaining('Could not find zone for "facts.example"'),
  ])
  api.calls.length = 0
  for (const [args, environment, words] of [
    [['--domain', 'https://facts.example', '--dry-run'], {}, 'error: --domain https://facts.example is not a host'],
    [['--env', 'prod', '--dry-run'], {}, 'No environment found in configuration with name "prod"'],
    // npm sets this for `npm run ship --gradual`.
    [[], { npm_config_gradual: 'true' }, 'npm consumed --gradual'],
  ] as const) {
    const { code, output } = await shipAnywhere(args, environment)
    expect([code, output]).toEqual([expect.any(Number), expect.stringContaining(words)])
    expect([code === 0, output]).toEqual([false, expect.not.stringMatching(/^ +at /m)])
  }
  expect(api.calls.filter((call) => !call.startsWith('GET'))).toEqual([])
  await api.close()
})
