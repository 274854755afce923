/**
 * An attacker who can write every KV value, against a Worker that has the publisher's public key. After any forgery, replay, swap
 * or deletion, an answer is unchanged or a 503. Hashes are recomputed; existing signatures are kept.
 */
import { reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sha256Hex } from '../../data/citations/sha256.ts'
import { publishTopic } from '../../data/store/publish.ts'
import { BLOB_PREFIX, blobKey, canonicalJson, refKey, WIDGETS_KEY } from '../../data/store/records.ts'
import type { Storage } from '../../data/store/refs.ts'
import { createSigner, generateKey, type Signer, sign } from '../../data/store/signature.ts'
import { archiveWidget } from '../../data/store/widgets.ts'
import { withdrawItem } from '../../data/store/withdraw.ts'
import { FLOOR_SECONDS, MAX_AGE_SECONDS } from '../../worker/freshness.ts'
import { createReader, HARBOUR, ORIGIN, type Reader, readRef, readTopic, STORAGE, TOPIC } from './content.ts'
import { forge, forgeWidget, openKv, readValues } from './forge.ts'

/** D1 has a clock of its own: a test on a busy machine ends within this time. */
const SLACK_SECONDS = 60
const EVIL = 'forgedByAnAttacker'
const BASE = `/v1/topics/${TOPIC}`
const WITHDRAWN = 'liaison-to-hezbollah'
const BUILD = '(function(FACT_BOX){"an earlier build"})()'
/** The short hash of the attacker's own build; without signatures, the Worker would serve it. */
const EVIL_HASH = (await sha256Hex(EVIL)).slice(0, 16)
const PATHS = [
  ...['', '/box', '/events', '/statements?limit=2', '/changes', '/releases', '/ref', '/log', '.md', '/feed.atom'],
  ...['/releases/2', '/releases/2/box', '/releases/1/manifest', '/releases/1/raw/box.json', '/events/first-round'],
  `/statements/${WITHDRAWN}`,
  '/events/ghost',
]
  .map((path) => BASE + path)
  .concat([
    `/topics/${TOPIC}`,
    `/topics/${TOPIC}/changes`,
    `/topics/${TOPIC}/verify`,
    `/embed/${TOPIC}`,
    `/embed/${TOPIC}.js`,
    `/oembed?url=${encodeURIComponent(`${ORIGIN}/topics/${TOPIC}`)}`,
    `/v1/topics/${HARBOUR}/box`,
    '/v1/topics',
    '/v1/topics/ghost',
    '/widget.js',
    `/widget@${EVIL_HASH}.js`,
  ])

/** Paths that an isolate reads before the attack. */
const HOT_PATHS = [BASE, `${BASE}/box`, `${BASE}/statements/${WITHDRAWN}`, `/embed/${TOPIC}.js`, `/topics/${TOPIC}`]

const day = (n: number) => new Date(Date.UTC(2025, 10, n, 12))

let signer: Signer
let signed: Storage
let keys: string
/** The stored refs of the first two releases; both contain what was withdrawn later. */
const refs: string[] = []
/** What the attacker saved before the withdrawal. */
let kept: Map<string, ArrayBuffer>
/** Every KV value before the attack. */
let genuine: Map<string, ArrayBuffer>
let build: string
let honest: Map<string, Answer>
/** The store that the attacker writes to. */
let kv: KVNamespace
let values: Map<string, ArrayBuffer>

const publishSigned = async (id: string, n: number, name: string) => {
  const authored = readTopic(id)
  authored.topic.name = name
  expect(await publishTopic(signed, authored, { now: day(n), onto: 'any' })).toMatchObject({ kind: 'published' })
}
/** Restores an older state with everything that it names. */
const replay = async (n: number) => {
  for (const [key, value] of kept) values.set(key, value)
  await kv.put(refKey(TOPIC), refs[n] ?? '')
}
const keepRef = async () => refs.push((await env.FACTS.get(refKey(TOPIC))) ?? '')
const open = (options: Parameters<typeof createReader>[0] = {}) => createReader({ keys, namespace: kv, ...options })
const remove = (isGone: (key: string) => boolean) => {
  for (const key of [...values.keys()].filter(isGone)) values.delete(key)
}
const isBlob = (key: string) => key.startsWith(BLOB_PREFIX)

/** Makes everything appear published long ago. */
const age = () =>
  env.INDEX.batch([
    env.INDEX.prepare('UPDATE floors SET written = written - 1000'),
    env.INDEX.prepare('UPDATE claims SET renewed = renewed - 1000'),
  ])

interface Answer {
  status: number
  type: string | null
  location: string | null
  release: string | null
  body: string
}

async function read({ get }: Reader, path: string): Promise<Answer> {
  const response = await get(path, { redirect: 'manual' })
  const { status, headers } = response
  return {
    status,
    type: headers.get('Content-Type'),
    location: headers.get('Location'),
    release: headers.get('X-Release'),
    // Some bodies are binary.
    body: new TextDecoder().decode(await response.arrayBuffer()),
  }
}

async function readAll(reader: Reader, paths: string[]): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>()
  for (const path of paths) answers.set(path, await read(reader, path))
  return answers
}

const putRef = (ref: unknown) => kv.put(refKey(TOPIC), canonicalJson(ref))

/** Forges every text of every file of the current release and the previous one. */
const forgeTexts = () =>
  forge(kv, TOPIC, async ({ manifests, putFile, readFile }) => {
    for (const [release, { files }] of manifests) {
      for (const path of Object.keys(files)) {
        const content = await readFile(release, path)
        await putFile(release, path, path.endsWith('.json') ? content.replaceAll('"name":"', `"name":"${EVIL} `) : EVIL)
      }
    }
  })

const ATTACKS: Record<string, () => unknown> = {
  'every text, with recomputed hashes and the original signature': forgeTexts,
  'the same, unsigned': async () => {
    await forgeTexts()
    const { signature: _, ...ref } = await readRef(TOPIC, kv)
    await putRef(ref)
  },
  'the same, signed with a key of the attacker': async () => {
    await forgeTexts()
    await putRef(await sign(await readRef(TOPIC, kv), await createSigner(await generateKey())))
  },
  'the same, under the name of the publisher’s key': async () => {
    await forgeTexts()
    const forged = await sign(await readRef(TOPIC, kv), await createSigner(await generateKey()))
    await putRef({ ...forged, signature: { ...forged.signature, key: signer.publicKey.slice(0, 8) } })
  },
  'invalid signatures': async () => {
    const ref = await readRef(TOPIC, kv)
    await putRef({ ...ref, latest: 99, signature: { key: signer.publicKey.slice(0, 8), value: '!'.repeat(86) } })
  },
  'a reason in a tombstone': () =>
    forge(kv, TOPIC, ({ ref }) => {
      ref.tombstones.items.ghost = { kind: 'withdrawn', date: '2025-11-02', reason: EVIL }
    }),
  'no tombstones': () =>
    forge(kv, TOPIC, ({ ref }) => {
      ref.tombstones = { items: {}, releases: {} }
    }),
  'a rewritten log': () =>
    forge(kv, TOPIC, ({ log }) => {
      for (const entry of log.entries) entry.at = '2001-01-01T00:00:00Z'
    }),
  'a higher sequence': async () => putRef({ ...(await readRef(TOPIC, kv)), sequence: 10_000 }),
  'the first ref again': () => replay(0),
  'the ref before the withdrawal again': () => replay(1),
  'the ref of another topic': async () => putRef(await readRef(HARBOUR, kv)),
  'the ref of another topic under the name of this one': async () =>
    putRef({ ...(await readRef(HARBOUR, kv)), topic: TOPIC }),
  'its ref as that of an unknown topic': async () => {
    const ref = await readRef(TOPIC, kv)
    await kv.put(refKey('ghost'), canonicalJson(ref))
  },
  'no refs': () => remove((key) => key === refKey(TOPIC) || key === refKey(HARBOUR)),
  'invalid refs': () => Promise.all([TOPIC, HARBOUR].map((topic) => kv.put(refKey(topic), '{'))),
  'an unknown format': () => kv.put(refKey(TOPIC), '{"format":3}'),
  'every blob with the bytes of the next': () => {
    const blobs = [...genuine.keys()].filter(isBlob)
    for (const [index, key] of blobs.entries()) {
      const next = blobs[(index + 1) % blobs.length] ?? ''
      values.set(key, genuine.get(next) ?? new ArrayBuffer(0))
    }
  },
  'no blobs': () => remove(isBlob),
  'deletion of the current release’s files': async () => {
    const { manifest } = await readRef(TOPIC, kv)
    const hashes = Object.values(manifest.files).map(({ sha256 }) => sha256)
    remove((key) => hashes.some((sha256) => key === blobKey(sha256)))
  },
  'a build of the widget': () => forgeWidget(kv, EVIL_HASH, EVIL),
  'a build of the widget replaced by another': () => forgeWidget(kv, build, EVIL),
  'no list of builds': () => remove((key) => key === WIDGETS_KEY),
  'deletion of everything': () => remove(() => true),
}

beforeAll(async () => {
  await reset()
  // On a busy machine KV and D1 take longer than the Worker waits: no time passes for it, unless a test lets it.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  signer = await createSigner(await generateKey())
  signed = { ...STORAGE, keys: [signer.publicKey], signer }
  // Two keys are valid while one replaces the other.
  keys = `${signer.publicKey} ${(await generateKey()).x}`
  build = (await archiveWidget(signed, BUILD, day(1))).hash
  await publishSigned(HARBOUR, 1, 'The bridge')
  await publishSigned(HARBOUR, 2, 'The bridge again')
  await publishSigned(TOPIC, 1, 'First')
  await keepRef()
  await publishSigned(TOPIC, 2, 'Second')
  await keepRef()
  kept = await readValues(env.FACTS)
  const options = { reason: 'Legal advice.', now: day(3), withDependants: true }
  expect(await withdrawItem(signed, TOPIC, WITHDRAWN, options)).toMatchObject({ kind: 'withdrawn' })
  await age()
  genuine = await readValues(env.FACTS)
  honest = await readAll(createReader({ keys }), [...PATHS, `/widget@${build}.js`])
  expect(honest.get(BASE)).toMatchObject({ status: 200 })
  expect(honest.get(`${BASE}/statements/${WITHDRAWN}`)).toMatchObject({ status: 410 })
})

afterAll(() => {
  vi.useRealTimers()
})

beforeEach(() => {
  ;({ kv, values } = openKv(genuine))
})

describe('with the publisher’s key, an attacker who writes', () => {
  it.each(Object.entries(ATTACKS))('%s changes no response', async (_, attack) => {
    const hot = open()
    const paths = [...HOT_PATHS, `/widget@${build}.js`]
    await readAll(hot, paths)
    await attack()
    // An isolate continues to serve what it has read.
    for (const [path, answer] of await readAll(hot, paths)) expect(answer, path).toEqual(honest.get(path))
    for (const [path, answer] of await readAll(open(), [...honest.keys()])) {
      if (answer.status === 503) expect(answer.body, path).not.toContain(EVIL)
      else expect(answer, path).toEqual(honest.get(path))
    }
  })
})

describe('guarantees for older refs', () => {
  const nameOf = async (reader: Reader) => JSON.parse((await read(reader, BASE)).body).name as unknown

  it('an isolate never goes back, with or without the index', async () => {
    for (const database of [env.INDEX, null]) {
      ;({ kv, values } = openKv(genuine))
      const reader = open({ database })
      expect(await nameOf(reader)).toBe('Second')
      await replay(0)
      expect(await nameOf(reader)).toBe('Second')
    }
  })

  it('a cold isolate refuses a ref that the index has known as outdated for two minutes', async () => {
    await replay(0)
    expect((await read(open(), BASE)).status).toBe(503)
    await env.INDEX.prepare('UPDATE floors SET written = unixepoch() - ? WHERE topic = ?')
      .bind(FLOOR_SECONDS - SLACK_SECONDS, TOPIC)
      .run()
    expect(await nameOf(open())).toBe('First')
    await age()
    expect((await read(open(), BASE)).status).toBe(503)
  })

  it('a cold isolate trusts the signature without the index, or while the index fails', async () => {
    await replay(0)
    const failing = { prepare: () => ({ bind: () => ({ first: () => Promise.reject(new Error('down')) }) }) }
    const hanging = { prepare: () => ({ bind: () => ({ first: () => new Promise(() => {}) }) }) }
    for (const database of [null, failing] as (D1Database | null)[])
      expect(await nameOf(open({ database }))).toBe('First')
    const name = nameOf(open({ database: hanging as unknown as D1Database }))
    const answered = vi.fn()
    void name.then(answered)
    // Which lets the time pass.
    await vi.waitFor(() => expect(answered).toHaveBeenCalled(), { timeout: 20_000 })
    expect(await name).toBe('First')
  })

  it('a copy that a later change replaced is not shown for more than two minutes either', async () => {
    await replay(0)
    const frozen = open()
    await env.INDEX.prepare('UPDATE floors SET written = unixepoch() WHERE topic = ?').bind(TOPIC).run()
    expect(await nameOf(frozen)).toBe('First')
    await age()
    expect((await read(frozen, BASE)).status).toBe(503)
    await kv.put(refKey(TOPIC), '{')
    expect((await read(frozen, BASE)).status).toBe(503)
  })

  it('the previous state replaces a missing file only while the topic is being changed', async () => {
    const { sha256 = '' } = (await readRef(HARBOUR, kv)).manifest.files['box.json'] ?? {}
    remove((key) => key === blobKey(sha256))
    const path = `/v1/topics/${HARBOUR}/box`
    expect((await read(open(), path)).status).toBe(503)
    expect((await read(open({ database: null }), path)).status).toBe(200)
    await env.INDEX.prepare('UPDATE claims SET renewed = unixepoch() - ?')
      .bind(MAX_AGE_SECONDS - SLACK_SECONDS)
      .run()
    expect((await read(open(), path)).status).toBe(200)
    await age()
    expect((await read(open(), path)).status).toBe(503)
  })

  it('needs no additional KV reads', async () => {
    for (const [path, reads] of [
      [`${BASE}/box`, 2],
      ['/v1/topics/nope', 1],
    ] as const) {
      const reader = open({ freshSeconds: 60 })
      await read(reader, path)
      expect(reader.reads).toHaveLength(reads)
      await read(reader, path)
      expect(reader.reads).toHaveLength(reads)
    }
  })
})

it('without a publisher’s key, no signature is required', async () => {
  await ATTACKS['the same, unsigned']?.()
  expect(JSON.parse((await read(open({ keys: '' }), BASE)).body).name).toContain(EVIL)
})

it('with an invalid key, nothing is served', async () => {
  expect((await read(open({ keys: 'nonsense' }), BASE)).status).toBe(503)
})
