/** What the operator's guide says, held to the code and the configuration. */
import { glob, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { unstable_readConfig } from 'wrangler'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const ENVIRONMENTS = ['staging', 'production']
const EVENT = /console\.(error|warn)\(JSON\.stringify\(\{ event: '(\w+)'/g

let guide: string

beforeAll(async () => {
  guide = await readFile(`${ROOT}worker/README.md`, 'utf8')
})

it('tells of every line that the Worker logs, with its level, and of no other', async () => {
  const logged = new Set<string>()
  for await (const path of glob('worker/**/*.ts', { cwd: ROOT })) {
    const source = await readFile(ROOT + path, 'utf8')
    for (const [, level, event] of source.matchAll(EVENT)) logged.add(`${event} ${level}`)
  }
  const told = [...guide.matchAll(/^\| `(\w+)` \| (error|warn) \|/gm)].map(([, event, level]) => `${event} ${level}`)
  expect([...logged].sort()).toEqual(told.sort())
})

it('names no script that there is not', async () => {
  const { scripts } = JSON.parse(await readFile(`${ROOT}package.json`, 'utf8')) as { scripts: Record<string, string> }
  const named = [...guide.matchAll(/npm run (?:-s )?([\w-]+)/g)].map(([, name = '']) => name)
  expect(named).toContain('live')
  for (const name of named) expect(scripts, name).toHaveProperty([name])
})

const readConfiguration = (env?: string) =>
  unstable_readConfig({ config: `${ROOT}wrangler.toml`, ...(env !== undefined && { env }) })

describe.each(ENVIRONMENTS)('the environment %s', (env) => {
  it('has everything that the Worker is bound to on this machine', () => {
    const [here, there] = [readConfiguration(), readConfiguration(env)]
    const listBindings = ({ kv_namespaces, d1_databases, version_metadata, assets, vars }: typeof here) => ({
      namespaces: kv_namespaces.map(({ binding }: { binding: string }) => binding),
      databases: d1_databases.map(({ binding }: { binding: string }) => binding),
      version: version_metadata?.binding,
      assets,
      variables: Object.keys(vars),
    })
    expect(listBindings(there)).toEqual(listBindings(here))
    expect(there.alias).toEqual(here.alias)
    expect(there.build).toEqual(here.build)
  })

  it('has a name, a namespace, a database and an origin of its own, and logs nothing of requests', () => {
    const all = [undefined, ...ENVIRONMENTS].map(readConfiguration)
    for (const list of [
      all.map(({ name }) => name),
      all.map(({ kv_namespaces }) => kv_namespaces[0]?.id),
      all.map(({ d1_databases }) => d1_databases[0]?.database_id),
      all.map(({ vars }) => vars.PUBLIC_ORIGIN),
    ]) {
      expect(new Set(list).size).toBe(all.length)
    }
    const { vars, observability } = readConfiguration(env)
    expect(vars.PUBLIC_ORIGIN).toMatch(/^https:\/\/[^/]+$/)
    expect(observability).toMatchObject({ enabled: true, logs: { invocation_logs: false } })
  })
})
