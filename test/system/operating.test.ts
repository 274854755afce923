/** The operator's guide agrees with the code and the configuration. */
import { glob, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { unstable_readConfig } from 'wrangler'
import { readResources } from '../../data/store/remote-resources.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const EVENT = /console\.(error|warn)\(JSON\.stringify\(\{ event: '(\w+)'|logError\('(\w+)'/g

let guide: string

beforeAll(async () => {
  guide = await readFile(`${ROOT}worker/README.md`, 'utf8')
})

it('describes every line that the Worker logs, with its level, and no others', async () => {
  const logged = new Set<string>()
  for await (const path of glob('worker/**/*.ts', { cwd: ROOT })) {
    const source = await readFile(ROOT + path, 'utf8')
    for (const [, level = 'error', event, failure] of source.matchAll(EVENT)) logged.add(`${event ?? failure} ${level}`)
  }
  const told = [...guide.matchAll(/^\| `(\w+)` \| (error|warn) \|/gm)].map(([, event, level]) => `${event} ${level}`)
  expect([...logged].sort()).toEqual(told.sort())
})

it('names only existing scripts', async () => {
  const { scripts } = JSON.parse(await readFile(`${ROOT}package.json`, 'utf8')) as { scripts: Record<string, string> }
  const named = [...guide.matchAll(/npm run (?:-s )?([\w-]+)/g)].map(([, name = '']) => name)
  expect(named).toContain('smoke')
  for (const name of named) expect(scripts, name).toHaveProperty([name])
})

const readConfiguration = (env = '') => unstable_readConfig({ config: `${ROOT}wrangler.toml`, env })

describe('staging', () => {
  it('has every binding of production, and so has a preview', () => {
    const { previews, ...production } = readConfiguration()
    const listBindings = ({ kv_namespaces, d1_databases, version_metadata, vars }: typeof production) => ({
      namespaces: kv_namespaces.map(({ binding }: { binding: string }) => binding),
      databases: d1_databases.map(({ binding }: { binding: string }) => binding),
      version: version_metadata?.binding,
      variables: Object.keys(vars),
    })
    const staging = readConfiguration('staging')
    expect(listBindings(staging)).toEqual(listBindings(production))
    expect(listBindings(previews as typeof production)).toEqual(listBindings(production))
    for (const inherited of ['assets', 'build', 'alias'] as const)
      expect(staging[inherited]).toEqual(production[inherited])
  })

  it('has its own name and data, and logs no requests', () => {
    const resources = ['', 'staging'].map((env) => readResources(undefined, env))
    const names = resources.flatMap(({ worker, namespace, database }) => [worker, namespace.title, database.title])
    expect(names).toEqual([
      ...['fact-box', 'fact-box-facts', 'fact-box'],
      ...['fact-box-staging', 'fact-box-staging-facts', 'fact-box-staging'],
    ])
    for (const { observability } of [readConfiguration(), readConfiguration('staging')]) {
      expect(observability).toMatchObject({ enabled: true, logs: { invocation_logs: false } })
    }
  })
})
