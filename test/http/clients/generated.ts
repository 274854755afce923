/**
 * Three generators of typed clients. What each generates compiles under `strict` with calls that use its types, and the calls
 * return what the types say. The calls are the same: arrays, `fields`, an item, several pages.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { bin, type Client, run, type Target } from './client.ts'

const TOPIC = 'us-iran-iraq-talks'

/** Each client's own calls take the place of these functions. */
const EXPECTATIONS = `
export async function check(calls: {
  statements: () => Promise<{ items: { id?: string; status?: string }[]; next?: string; total?: number }>
  fields: () => Promise<{ items: object[] }>
  event: () => Promise<{ id?: string; name?: string }>
  topic: () => Promise<{ id: string; name: string; events: { id: string }[] }>
}): Promise<void> {
  const expect = (isRight: boolean, what: string) => {
    if (!isRight) throw new Error(what)
  }
  const { items } = await calls.statements()
  expect(items.length > 0 && items.length <= 5, 'statements: ' + items.length)
  expect(items.every(({ status }) => status === 'claimed' || status === 'disputed'), 'another status')
  const shaped = await calls.fields()
  expect(shaped.items.length > 0, 'no items with fields')
  expect(shaped.items.every((item) => !('citations' in item) && 'id' in item && 'text' in item), 'other fields')
  const event = await calls.event()
  expect(event.id === 'first-round' && event.name !== undefined, 'event: ' + event.id)
  const topic = await calls.topic()
  expect(topic.id === '${TOPIC}' && topic.events.some(({ id }) => id === event.id), 'topic: ' + topic.id)
}
`

interface Generator {
  generate: (target: Target, folder: string) => Promise<void>
  /** TypeScript that calls `check`. */
  calls: (origin: string) => string
}

const GENERATORS: Record<string, Generator> = {
  'openapi-ts': {
    generate: async ({ file }, folder) => {
      await run(bin('openapi-ts'), ['-i', file, '-o', join(folder, 'client'), '-c', '@hey-api/client-fetch'], {
        cwd: folder,
      })
    },
    calls: (origin) => `
import { getEvent, getTopic, listStatements } from './client'
import { client } from './client/client.gen'
import { check } from './check'
client.setConfig({ baseUrl: '${origin}' })
const path = { topic: '${TOPIC}' }
const take = <T>({ data, error }: { data?: T; error?: unknown }): T => {
  if (data === undefined) throw new Error(JSON.stringify(error))
  return data
}
await check({
  statements: async () => take(await listStatements({ path, query: { status: ['claimed', 'disputed'], limit: 5 } })),
  fields: async () => take(await listStatements({ path, query: { fields: ['id', 'text'], limit: 3 } })),
  event: async () => take(await getEvent({ path: { ...path, id: 'first-round' } })),
  topic: async () => take(await getTopic({ path })) as never,
})
`,
  },
  orval: {
    generate: async ({ file }, folder) => {
      const target = join(folder, 'client.ts')
      const config = { facts: { input: file, output: { target, client: 'fetch', mode: 'single', baseUrl: '' } } }
      const path = join(folder, 'orval.config.mjs')
      await writeFile(path, `export default ${JSON.stringify(config)}\n`)
      await run(bin('orval'), ['--config', path], { cwd: folder })
    },
    calls: (origin) => `
import { getEvent, getTopic, listStatements } from './client'
import { check } from './check'
const send = globalThis.fetch
globalThis.fetch = (input, init) => send(new URL(String(input), '${origin}'), init)
const fail = ({ status }: { status: number }): never => {
  throw new Error('status ' + status)
}
await check({
  statements: async () => {
    const answer = await listStatements('${TOPIC}', { status: ['claimed', 'disputed'], limit: 5 })
    return answer.status === 200 ? answer.data : fail(answer)
  },
  fields: async () => {
    const answer = await listStatements('${TOPIC}', { fields: ['id', 'text'], limit: 3 })
    return answer.status === 200 ? answer.data : fail(answer)
  },
  event: async () => {
    const answer = await getEvent('${TOPIC}', 'first-round')
    return answer.status === 200 ? answer.data : fail(answer)
  },
  // Also of other media types.
  topic: async () => {
    const answer = await getTopic('${TOPIC}')
    return answer.status === 200 ? (answer.data as never) : fail(answer)
  },
})
`,
  },
  'swagger-typescript-api': {
    generate: async ({ file }, folder) => {
      await run(bin('swagger-typescript-api'), ['generate', '-p', file, '-o', folder, '-n', 'client.ts'], {
        cwd: folder,
      })
    },
    calls: (origin) => `
import { Api } from './client'
import { check } from './check'
const { v1 } = new Api({ baseUrl: '${origin}', baseApiParams: { format: 'json' } })
const topic = '${TOPIC}'
await check({
  statements: async () => (await v1.listStatements(topic, { status: ['claimed', 'disputed'], limit: 5 })).data,
  fields: async () => (await v1.listStatements(topic, { fields: ['id', 'text'], limit: 3 })).data,
  event: async () => (await v1.getEvent(topic, 'first-round')).data,
  topic: async () => (await v1.getTopic(topic)).data as never,
})
`,
  },
}

const COMPILER = {
  strict: true,
  noEmit: true,
  target: 'ES2022',
  module: 'ESNext',
  moduleResolution: 'bundler',
  lib: ['ES2024', 'DOM', 'DOM.Iterable'],
  types: [],
  skipLibCheck: true,
}

function createClient({ generate, calls }: Generator, name: string): Client {
  return async (target) => {
    const folder = join(target.folder, name)
    await mkdir(folder)
    await generate(target, folder)
    await writeFile(join(folder, 'check.ts'), EXPECTATIONS)
    await writeFile(join(folder, 'calls.ts'), `${calls(target.origin)}export {}\n`)
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER, include: ['calls.ts'] }))
    await run(bin('tsc'), ['-p', folder])
    const program = join(folder, 'calls.mjs')
    await build({
      entryPoints: [join(folder, 'calls.ts')],
      bundle: true,
      format: 'esm',
      platform: 'node',
      outfile: program,
    })
    await run(process.execPath, [program])
    return 'ok generated, compiled under strict, 4 calls'
  }
}

export const generated: Record<string, Client> = Object.fromEntries(
  Object.entries(GENERATORS).map(([name, generator]) => [name, createClient(generator, name)]),
)
