/** What a client gets while the newest state is partly visible, unreadable, or in an unknown format. */
import { reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sha256Hex } from '../../data/citations/sha256.ts'
import type { Problem, Topic } from '../../data/schema/api.ts'
import { blobKey, type Manifest, refKey } from '../../data/store/records.ts'
import {
  createNamespace,
  createReader,
  day,
  PUBLISHED_AT,
  publish,
  readRef,
  rename,
  rollback,
  TOPIC,
  withdrawItem,
  withdrawRelease,
} from './content.ts'

const BASE = `/v1/topics/${TOPIC}`
const PATHS = [
  BASE,
  `${BASE}/box`,
  `${BASE}.md`,
  `${BASE}/events?q=round&limit=2`,
  `/embed/${TOPIC}.js`,
  `/topics/${TOPIC}`,
]
const renameAt = (name: string, at: Date) => publish(TOPIC, at, rename(name))

beforeEach(async () => {
  await reset()
  await publish(TOPIC, PUBLISHED_AT)
  await renameAt('Second', day(3))
  vi.useFakeTimers({ toFake: ['Date'], now: day(4) })
})
afterEach(() => vi.useRealTimers())

/** Lists the blobs of release 2 that release 1 does not have. */
async function listNewBlobs(): Promise<string[]> {
  const { manifest, before } = await readRef()
  const files = Object.values(manifest.files)
  const earlier = (await env.FACTS.get<Manifest>(blobKey(before?.manifest ?? ''), 'json')) as Manifest
  const known = new Set(Object.values(earlier.files).map(({ sha256 }) => sha256))
  return files
    .map(({ sha256 }) => sha256)
    .filter((sha256) => !known.has(sha256))
    .map(blobKey)
}

describe.each([
  ['miss', 'release-incomplete'],
  ['error', 'kv-error'],
] as const)('while the blobs of the current release %s', (fault, stale) => {
  it('serves the previous release, and says so', async () => {
    const broken = new Map((await listNewBlobs()).map((key) => [key, fault]))
    const reader = createReader({ freshSeconds: 60, namespace: createNamespace((key) => broken.get(key)) })
    for (const path of PATHS) {
      const response = await reader.get(path)
      expect([response.status, response.headers.get('X-Stale'), response.headers.get('X-Release')], path).toEqual([
        200,
        stale,
        '1',
      ])
    }
    broken.clear()
    vi.setSystemTime(day(5))
    for (const path of PATHS) {
      const response = await reader.get(path)
      expect([response.headers.get('X-Stale'), response.headers.get('X-Release')], path).toEqual([null, '2'])
    }
  })

  it('a client waits for at most four reads', async () => {
    const topic = blobKey((await readRef()).manifest.files['topic.json']?.sha256 ?? '')
    const reader = createReader({
      freshSeconds: 60,
      namespace: createNamespace((key) => (key === topic ? fault : undefined)),
    })
    await reader.get(BASE)
    expect(reader.reads).toHaveLength(4)
  })

  it('answers 503 where the previous release was withdrawn or cannot be read either', async () => {
    const broken = new Map((await listNewBlobs()).map((key) => [key, fault]))
    const { before } = await readRef()
    broken.set(blobKey(before?.manifest ?? ''), fault)
    const response = await createReader({ namespace: createNamespace((key) => broken.get(key)) }).get(BASE)
    expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '5'])
    broken.delete(blobKey(before?.manifest ?? ''))
    await withdrawRelease(TOPIC, 1, day(4))
    expect((await createReader({ namespace: createNamespace((key) => broken.get(key)) }).get(BASE)).status).toBe(503)
  })
})

describe('while the newest log is not visible', () => {
  it('serves the previous history, and says so', async () => {
    const { log } = await readRef()
    const reader = createReader({ namespace: createNamespace((key) => (key === blobKey(log) ? 'miss' : undefined)) })
    for (const path of [`${BASE}/releases`, `/topics/${TOPIC}`]) {
      expect((await reader.get(path)).headers.get('X-Stale'), path).toBe('release-incomplete')
    }
    const { items } = await reader.getJson<{ items: object[] }>(`${BASE}/releases`)
    expect(items).toHaveLength(1)
  })
})

describe('a pinned release, while the newest log is not visible,', () => {
  const isMissing = async () => {
    const { log } = await readRef()
    return createNamespace((key) => (key === blobKey(log) ? 'miss' : undefined))
  }

  it('is found in the previous log', async () => {
    const reader = createReader({ namespace: await isMissing() })
    expect(await reader.getJson(`${BASE}/releases/1`)).toMatchObject({ release: 1 })
    expect((await reader.get(`${BASE}/releases/2`)).status).toBe(503)
  })

  it('is not shown as it was before a withdrawal', async () => {
    await renameAt('Third', day(4))
    await withdrawItem(TOPIC, 'liaison-to-hezbollah', day(5))
    const reader = createReader({ namespace: await isMissing() })
    for (const release of [1, 2]) expect((await reader.get(`${BASE}/releases/${release}`)).status).toBe(503)
    expect(await (await reader.get(`${BASE}/releases/3`)).text()).not.toContain('liaison-to-hezbollah')
    await publish(TOPIC, day(6), (authored) => {
      authored.statements = authored.statements.filter(({ id }) => id !== 'liaison-to-hezbollah')
    })
    const later = createReader({ namespace: await isMissing() })
    for (const release of [1, 2, 3]) {
      const response = await later.get(`${BASE}/releases/${release}`)
      expect(response.status).toBe(200)
      expect(await response.text()).not.toContain('liaison-to-hezbollah')
    }
  })
})

describe('a release that was rolled back', () => {
  it('is never the fallback', async () => {
    await rollback(TOPIC, 1, day(4))
    await renameAt('Third', day(5))
    const topic = blobKey((await readRef()).manifest.files['topic.json']?.sha256 ?? '')
    const reader = createReader({ namespace: createNamespace((key) => (key === topic ? 'miss' : undefined)) })
    expect((await reader.getJson<Topic>(BASE)).release).toBe(1)
  })
})

describe('a ref in an unknown format', () => {
  const putFormat = async (format: number | undefined) => {
    const { format: _, ...ref } = await readRef()
    await env.FACTS.put(refKey(TOPIC), JSON.stringify({ ...(format && { format }), ...ref, sequence: 9, news: true }))
  }

  it('keeps serving the cached copy, marked stale', async () => {
    const reader = createReader({ freshSeconds: 60 })
    for (const path of PATHS) await (await reader.get(path)).body?.cancel()
    await putFormat(3)
    vi.setSystemTime(day(5))
    for (const path of PATHS) {
      const response = await reader.get(path)
      expect([response.status, response.headers.get('X-Stale')], path).toEqual([200, 'unreadable-format'])
    }
  })

  it('gives a 503 with the reason where there is no copy', async () => {
    await putFormat(3)
    for (const path of PATHS) {
      const response = await createReader().get(path)
      expect(response.status, path).toBe(503)
      expect((await response.json<Problem>()).detail).toBe(
        'This is stored in format 3; this version of the service reads format 2.',
      )
    }
    await putFormat(undefined)
    expect((await createReader().get(BASE)).status).toBe(503)
  })

  it('in the log or an older manifest does not affect the current release', async () => {
    const { before: _, ...ref } = await readRef()
    const log = JSON.stringify({ format: 3, entries: [] })
    const sha256 = await sha256Hex(log)
    await env.FACTS.put(blobKey(sha256), log)
    await env.FACTS.put(refKey(TOPIC), JSON.stringify({ ...ref, sequence: 9, log: sha256 }))
    expect((await createReader().get(BASE)).status).toBe(200)
    expect((await createReader().get(`${BASE}/releases/1`)).status).toBe(503)
  })

  it('1 is named, with the command that replaces the store', async () => {
    const pointer = { sequence: 1, latest: 1, written: '2026-11-02T09:30:00Z', manifest: {}, row: {}, history: [] }
    await env.FACTS.put(refKey(TOPIC), JSON.stringify({ ...pointer, withdrawn: { items: {}, releases: {} } }))
    for (const path of PATHS) {
      const response = await createReader().get(path)
      expect(response.status, path).toBe(503)
      const { detail } = await response.json<Problem>()
      expect(detail).toContain('This store has format 1')
      expect(detail).toContain('npm run data -- publish')
    }
  })
})
