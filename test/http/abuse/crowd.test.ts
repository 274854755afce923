/** Many concurrent requests on workerd, where each request has its own lifetime: see `read-through.ts`. */
import { readFile } from 'node:fs/promises'
import type { MiniflareOptions } from 'miniflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadChecked, TEST_TOPICS } from '../../fixtures/topics.ts'
import { publishAll, type Service, startService } from '../../fixtures/worker-service.ts'

const TOPIC = 'harbour-bridge-closure'
const BASE = `/v1/topics/${TOPIC}`
const READERS = 1_000

let service: Service
const get = async (path: string) => {
  const response = await fetch(`${service.origin}${path}`)
  return { status: response.status, headers: response.headers, body: await response.text() }
}
const countReads = async () => JSON.parse((await get('/-/reads')).body) as Record<string, number>
const crowd = (path: string, readers = READERS) => Promise.all(Array.from({ length: readers }, () => get(path)))

beforeAll(async () => {
  const source = await readFile(new URL('./counted-worker.js', import.meta.url), 'utf8')
  const publish = publishAll(await loadChecked(TEST_TOPICS, [TOPIC]))
  service = await startService({ publish, configure: (options) => putAround(options, source) })
})
afterAll(() => service?.close())

/** Wraps the Worker in another module. */
function putAround(options: MiniflareOptions, contents: string): MiniflareOptions {
  for (const { config } of options.workers ?? []) {
    const { manifest } = config
    const worker = manifest && 'modules' in manifest ? manifest.modules[manifest.mainModule] : undefined
    if (!manifest || !worker) throw new Error('the simulator is configured in another way')
    manifest.modules = { 'entry.mjs': { type: 'esm', contents }, 'worker.mjs': worker }
    manifest.mainModule = 'entry.mjs'
  }
  return options
}

describe('a thousand concurrent requests for uncached content', () => {
  it('read each key once, and all get the same', async () => {
    const answers = await crowd(`${BASE}/box`)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    const reads = await countReads()
    expect(Object.keys(reads).map((key) => key.split('/')[0])).toEqual(['topic', 'blob'])
    expect(Object.values(reads)).toEqual([1, 1])
  })

  it('do not wait for a client that left during the shared read', async () => {
    await get(`/-/leave${BASE}/events`)
    const answers = await crowd(`${BASE}/events`, 50)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect((await get(`${BASE}/events`)).status).toBe(200)
    const blobs = Object.entries(await countReads()).filter(([key]) => key.startsWith('blob/'))
    expect(blobs.map(([, reads]) => reads)).toEqual([1, 1])
  })

  it('are all answered while KV hangs, and all served when it recovers', async () => {
    await get('/-/hang')
    const refused = await crowd(`${BASE}/changes`, 50)
    expect(new Set(refused.map(({ status, headers }) => `${status} ${headers.get('Retry-After')}`))).toEqual(
      new Set(['503 5']),
    )
    // What this isolate has cached is still served.
    expect((await get(`${BASE}/box`)).status).toBe(200)
    await get('/-/answer')
    expect(new Set((await crowd(`${BASE}/statements`, 50)).map(({ status }) => status))).toEqual(new Set([200]))
  })
})
