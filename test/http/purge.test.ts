/** The cache in front of the Worker is purged of a topic by whichever request first finds a withdrawal. On workerd, with a cache of the test's. */
import type { MiniflareOptions } from 'miniflare'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Problem } from '../../data/schema/api.ts'
import { withdrawAll, withdrawItem, withdrawRelease } from '../../data/store/withdraw.ts'
import { loadEveryTopic } from '../fixtures/topics.ts'
import { publishAll, type Service, startService } from '../fixtures/worker-service.ts'
import { TOPIC } from './topic.ts'

const PLATFORM = `export { waitUntil } from 'cloudflare:workers'
export const purged = []
export const cache = {
  async purge({ tags }) {
    purged.push(tags)
    if (purged.length > 1) throw new Error('over the limit')
  },
}`
const ENTRY = `import app from './worker.mjs'
import { purged } from './platform.mjs'
console.warn = () => {}
export default {
  fetch: (request, env, ctx) => request.url.endsWith('/-/purged') ? Response.json(purged) : app.fetch(request, env, ctx),
}`

/** In the place of the runtime's own, which has a cache only at Cloudflare. */
function replacePlatform(options: MiniflareOptions): MiniflareOptions {
  for (const { config } of options.workers ?? []) {
    const { manifest } = config
    const worker = manifest && 'modules' in manifest ? manifest.modules[manifest.mainModule] : undefined
    if (!manifest || !worker || !('contents' in worker)) throw new Error('the simulator is configured in another way')
    const esm = (contents: string) => ({ type: 'esm' as const, contents })
    const own = String(worker.contents).replaceAll(/(["'])cloudflare:workers\1/g, '"./platform.mjs"')
    manifest.modules = { 'entry.mjs': esm(ENTRY), 'worker.mjs': esm(own), 'platform.mjs': esm(PLATFORM) }
    manifest.mainModule = 'entry.mjs'
  }
  return options
}

const TAGS = [`topic-${TOPIC}`, 'index']
const ITEM = 'liaison-to-hezbollah'
const PATHS = [
  '',
  '/box',
  '/statements',
  '/statements/iraq-only',
  '/releases',
  '/releases/1/box',
  '/ref',
  '.md',
  '/feed.atom',
]
  .map((path) => `/v1/topics/${TOPIC}${path}`)
  .concat([`/topics/${TOPIC}`, `/embed/${TOPIC}`, `/embed/${TOPIC}.js`])

let service: Service
const ask = async (path: string) => {
  const response = await fetch(service.origin + path)
  await response.body?.cancel()
  return response.status
}
const readPurged = async () => (await fetch(`${service.origin}/-/purged`)).json()
const hour = 3_600_000
const withdrawal = (ago = 0) => ({ reason: 'Legal advice.', now: new Date(Date.now() - ago), withDependants: true })

beforeEach(async () => {
  const publish = publishAll(await loadEveryTopic(), new Date(Date.now() - hour))
  service = await startService({ publish, configure: replacePlatform, variables: { FRESH_SECONDS: 0 } })
})
afterEach(() => service.close())

describe('a withdrawal', () => {
  it('is what the first request purges, by the topic’s tag and that of lists, once, whatever it asks for', async () => {
    for (const path of PATHS) expect(await ask(path), path).toBe(200)
    expect(await readPurged()).toEqual([])
    expect(await withdrawItem(service.storage, TOPIC, ITEM, withdrawal())).toMatchObject({ kind: 'withdrawn' })
    for (const path of PATHS) {
      expect(await ask(path), path).toBe(200)
      expect(await readPurged(), path).toEqual([TAGS])
    }
  })

  it('is purged by an isolate that never knew the topic, and not long after it was made', async () => {
    await withdrawItem(service.storage, TOPIC, ITEM, withdrawal(hour / 2))
    expect([await ask(`/embed/${TOPIC}.js`), await readPurged()]).toEqual([200, []])
    await withdrawItem(service.storage, TOPIC, 'iraq-only', withdrawal())
    expect([await ask(`/embed/${TOPIC}.js`), await readPurged()]).toEqual([200, [TAGS]])
  })

  it('of a whole release or a whole topic is purged too, and is shown although the purge fails', async () => {
    const [authored] = (await loadEveryTopic()).filter(({ topic }) => topic.id === TOPIC)
    if (authored) await publishAll([{ ...authored, topic: { ...authored.topic, name: 'Talks' } }])(service.storage)
    await ask(`/topics/${TOPIC}`)
    expect(await withdrawRelease(service.storage, TOPIC, 1, withdrawal(2_000))).toMatchObject({ kind: 'withdrawn' })
    expect(await ask(`/v1/topics/${TOPIC}/releases/1`)).toBe(410)
    expect(await readPurged()).toEqual([TAGS])
    expect(await withdrawAll(service.storage, TOPIC, withdrawal())).toMatchObject({ kind: 'withdrawn' })
    const own = [...PATHS, `/v1/oembed?url=${service.origin}/topics/${TOPIC}`, `/topics/${TOPIC}/verify`].concat(
      `/v1/snippet?topic=${TOPIC}`,
      `/v1/topics/${TOPIC}/share.png`,
      `/v1/topics/${TOPIC}/releases/latest`,
    )
    for (const path of own) expect([404, 410], path).toContain(await ask(path))
    for (const path of PATHS) expect(await ask(path), path).toBe(410)
    expect(await readPurged()).toEqual([TAGS, TAGS])
    const { reason, detail } = (await (await fetch(`${service.origin}/v1/topics/${TOPIC}`)).json()) as Problem
    expect([reason, detail]).toEqual([
      'Legal advice.',
      expect.stringMatching(new RegExp(`^The topic ${TOPIC} was withdrawn on [-\\d]+: Legal advice.$`)),
    ])
    for (const path of [
      '/v1/topics',
      '/v1/statements',
      '/v1/events',
      '/v1/changes',
      '/v1/search?q=talks',
      '/topics',
    ].concat(...['/', '/feed.atom', '/sitemap.xml', '/search?q=Crocker', '/llms.txt'])) {
      expect(await (await fetch(service.origin + path)).text(), path).not.toContain(TOPIC)
    }
  })
})
