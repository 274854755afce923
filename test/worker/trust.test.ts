/** Nothing in KV is trusted: an attacker who writes there changes no script, no media type and no header of this service. */
import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sha256Hex } from '../../data/citations/sha256.ts'
import type { Topic } from '../../data/schema/api.ts'
import { blobKey, type Manifest, type Ref, refKey, WIDGETS_KEY } from '../../data/store/records.ts'
import { archiveWidget, createReader, PUBLISHED_AT, publish, readRef, rename, resetStores, TOPIC } from './content.ts'
import { openKv, putBlob, readValues } from './forge.ts'

const BASE = `/v1/topics/${TOPIC}`
const LATER = new Date('2026-11-03T12:00:00Z')
/** Would end the script and then start its own. */
const GENUINE = '(function(FACT_BOX){"genuine"})()'
const HOSTILE = '</script><script>alert(1)</script>\u2028\u2029<!--'

/** Two releases; each test damages a copy. */
let genuine: Map<string, ArrayBuffer>
let kv: KVNamespace
let values: Map<string, ArrayBuffer>

beforeAll(async () => {
  await resetStores()
  await publish(TOPIC, PUBLISHED_AT)
  await publish(TOPIC, LATER, rename('Second'))
  await archiveWidget(GENUINE)
  genuine = await readValues(env.FACTS)
})
beforeEach(() => {
  ;({ kv, values } = openKv(genuine))
})

const open = () => createReader({ namespace: kv })
const putRef = (ref: object) => kv.put(refKey(TOPIC), JSON.stringify(ref))

/** Replaces a file of the current release, and every dependent hash. */
async function forgeFile(path: string, content: string): Promise<void> {
  const ref = await readRef(TOPIC, kv)
  ref.manifest.files[path] = { sha256: await putBlob(kv, content), bytes: content.length }
  await putRef({ ...ref, sequence: ref.sequence + 1 })
}

describe('a blob', () => {
  it('whose bytes do not match its hash is never served', async () => {
    const { manifest } = await readRef(TOPIC, kv)
    for (const path of ['box.json', 'topic.json', 'events.json']) {
      await kv.put(blobKey(manifest.files[path]?.sha256 ?? ''), '{"forged":true}')
    }
    // Both releases have the same events.
    for (const path of ['/events/first-round', '/events']) {
      expect((await open().get(BASE + path)).status, path).toBe(503)
    }
    for (const path of [BASE, `${BASE}/box`, `${BASE}/events?q=round`, `/embed/${TOPIC}.js`, `/topics/${TOPIC}`]) {
      const response = await open().get(path)
      expect([response.status, response.headers.get('X-Stale')], path).toEqual([200, 'release-incomplete'])
      expect(response.headers.get('X-Release')).toBe('1')
      expect(await response.text()).not.toContain('forged')
    }
  })

  it('that was replaced becomes a value in the script, never code', async () => {
    const box = await open().getJson<object>(`${BASE}/box`)
    await forgeFile('box.json', JSON.stringify({ ...box, name: HOSTILE }))
    const script = await (await open().get(`/embed/${TOPIC}.js`)).text()
    const passed = script.slice(script.lastIndexOf('})('))
    expect(passed).toContain('"html":')
    expect(passed).not.toMatch(/[<\u2028\u2029]/)
    const page = await (await open().get(`/topics/${TOPIC}`)).text()
    expect(page).not.toContain('<script>alert')
  })

  it.each(['{"name":1});alert(1);({}', 'alert(1)', ''])('that is not JSON gives no script: %s', async (content) => {
    await forgeFile('box.json', content)
    for (const path of [`/embed/${TOPIC}.js`, `/embed/${TOPIC}`]) {
      const response = await open().get(path)
      expect([response.status, response.headers.get('Content-Type')], path).toEqual([503, 'application/problem+json'])
    }
  })

  it.each(['"text"', '[]', '0', 'null', '{}', '{"__proto__":{}}'])(
    'of another shape is an outage: %s',
    async (content) => {
      await forgeFile('topic.json', content)
      await forgeFile('box.json', content)
      await forgeFile('events.json', content)
      for (const path of [`/topics/${TOPIC}`, `/topics/${TOPIC}/verify`, `/embed/${TOPIC}`, `${BASE}/events?limit=2`]) {
        expect((await open().get(path)).status, path).toBe(503)
      }
      for (const path of ['/events/first-round', '/events']) {
        expect((await open().get(BASE + path)).status, path).toBe(503)
      }
    },
  )

  it('with a URL that is a script is shown on no page', async () => {
    const url = 'javascript:alert(1)'
    const topic = await open().getJson<Topic>(BASE)
    const [article] = topic.articles
    for (const forged of [
      { ...topic, license: url },
      { ...topic, reportUrl: url },
      { ...topic, articles: [{ ...article, url }] },
      { ...topic, people: topic.people.map((person) => ({ ...person, sameAs: [url] })) },
    ]) {
      await forgeFile('topic.json', JSON.stringify(forged))
      expect((await open().get(`/topics/${TOPIC}`)).status).toBe(503)
    }
    const box = await open().getJson<object>(`${BASE}/box`)
    await forgeFile('box.json', JSON.stringify({ ...box, license: url }))
    for (const path of [`/embed/${TOPIC}`, `/embed/${TOPIC}.js`, `/snippet?as=html&topic=${TOPIC}`]) {
      expect((await open().get(path)).status, path).toBe(503)
    }
  })

  it('has the media type of its path, whatever it contains, and a policy under which nothing runs', async () => {
    for (const path of ['events.csv', 'topic.md', 'feed.atom', 'changes.json']) {
      await forgeFile(path, `<html>${HOSTILE}`)
    }
    await forgeFile('page.html', `<html>${HOSTILE}`)
    for (const [path, type] of [
      ['/events.csv', 'text/csv; charset=utf-8; header=present'],
      ['.md', 'text/markdown; charset=utf-8'],
      ['/feed.atom', 'application/atom+xml'],
      ['/releases/2/changes', 'application/json'],
    ]) {
      const response = await open().get(BASE + path)
      expect(response.headers.get('Content-Type')).toBe(type)
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(response.headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox")
    }
    expect((await open().get(`${BASE}/page.html`)).status).toBe(404)
  })
})

describe('a ref', () => {
  const forgeries: Record<string, (ref: Ref) => unknown> = {
    'of another topic': (ref) => ({ ...ref, topic: 'another' }),
    'with the manifest of another topic': (ref) => ({ ...ref, manifest: { ...ref.manifest, topic: 'another' } }),
    'without files': ({ manifest: { files: _, ...manifest }, ...ref }) => ({ ...ref, manifest }),
    'with a hash that is a path': (ref) => ({ ...ref, log: '../widgets' }),
    'with a licence that would add a header': (ref) => ({
      ...ref,
      manifest: { ...ref.manifest, license: 'https://a.example/>; rel="preload"\r\nSet-Cookie: a=b' },
    }),
    'with a licence that is a script': (ref) => ({
      ...ref,
      manifest: { ...ref.manifest, license: 'javascript:alert(1)' },
    }),
    'with an invalid time': (ref) => ({ ...ref, updated: 'yesterday' }),
    'that moves an item to another site': (ref) => ({
      ...ref,
      tombstones: {
        ...ref.tombstones,
        items: { gone: { kind: 'retired', date: '2026-11-02', reason: 'x', movedTo: '//evil.example' } },
      },
    }),
    'that is a list': () => [],
    'that is a number': () => 0,
    'that is null': () => null,
  }

  it.each(Object.entries(forgeries))('%s is an outage', async (_, forge) => {
    await putRef(forge(await readRef(TOPIC, kv)) as object)
    for (const path of [BASE, `${BASE}/releases`, `/embed/${TOPIC}.js`, `${BASE}/statements/gone`]) {
      expect((await open().get(path, { redirect: 'manual' })).status, path).toBe(503)
    }
  })

  it('that is older than a known one is ignored', async () => {
    const older = await readRef(TOPIC, kv)
    const reader = open()
    await publish(TOPIC, new Date('2026-11-04T12:00:00Z'), rename('Third'))
    for (const [key, value] of await readValues(env.FACTS)) values.set(key, value)
    expect(await reader.getJson(BASE)).toMatchObject({ name: 'Third' })
    await putRef(older)
    expect(await reader.getJson(BASE)).toMatchObject({ name: 'Third' })
  })
})

describe('a log and a manifest', () => {
  it('must name the same release, and belong to the topic', async () => {
    const { before: _, ...ref } = await readRef(TOPIC, kv)
    const log = JSON.parse((await kv.get(blobKey(ref.log))) ?? '') as { entries: { manifest: string }[] }
    const first = JSON.parse((await kv.get(blobKey(log.entries[0]?.manifest ?? ''))) ?? '') as Manifest
    for (const forged of [ref.manifest, { ...first, topic: 'another' }, { ...first, files: 1 }]) {
      const manifest = await putBlob(kv, JSON.stringify(forged))
      const entries = log.entries.map((entry, index) => (index === 0 ? { ...entry, manifest } : entry))
      await putRef({ ...ref, sequence: ref.sequence + 1, log: await putBlob(kv, JSON.stringify({ ...log, entries })) })
      expect((await open().get(`${BASE}/releases/1`)).status).toBe(503)
      expect((await open().get(BASE)).status).toBe(200)
    }
  })

  it.each(['[]', '{"format":2}', '{"format":2,"entries":[{}]}', 'nonsense'])('%s is an outage', async (log) => {
    const { before: _, ...ref } = await readRef(TOPIC, kv)
    await putRef({ ...ref, sequence: ref.sequence + 1, log: await putBlob(kv, log) })
    for (const path of ['/releases', '/releases/1', '/timegate']) {
      expect((await open().get(BASE + path, { redirect: 'manual' })).status, path).toBe(503)
    }
    expect((await open().get(BASE)).status).toBe(200)
  })
})

describe('an entry in the list of widget builds', () => {
  it('serves only bytes whose digest begins with the hash in the URL', async () => {
    const hash = (await sha256Hex(GENUINE)).slice(0, 16)
    expect(await (await open().get(`/widget@${hash}.js`)).text()).toBe(GENUINE)
    await kv.put(
      WIDGETS_KEY,
      JSON.stringify({ format: 2, builds: { [hash]: await putBlob(kv, 'alert("forged")'), '../topic/a': 'x' } }),
    )
    expect((await open().get(`/widget@${hash}.js`)).status).toBe(503)
    await kv.put(WIDGETS_KEY, JSON.stringify({ format: 2, builds: { [hash]: await putBlob(kv, 'alert("forged")') } }))
    expect((await open().get(`/widget@${hash}.js`)).status).toBe(404)
  })
})
