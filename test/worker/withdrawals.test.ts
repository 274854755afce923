/** Which refs make the Worker purge the cache in front of it. */
import { describe, expect, it } from 'vitest'
import type { ItemTombstone, Ref } from '../../data/store/records.ts'
import { createWithdrawalWatch } from '../../worker/withdrawals.ts'
import { createReader, publish, readRef, TOPIC, withdrawItem } from './content.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const TAGS = ['topic-talks', 'index']

function createRef(...items: Partial<ItemTombstone>[]): Ref {
  const tombstones = items.map((item, index) => [
    `item-${index}`,
    { kind: 'withdrawn', reason: 'Legal advice.', ...item },
  ])
  return { topic: 'talks', tombstones: { items: Object.fromEntries(tombstones), releases: {} } } as unknown as Ref
}

function createWatch(purge: (tags: string[]) => Promise<unknown> = async () => {}) {
  const purged: string[][] = []
  const work: Promise<unknown>[] = []
  const watch = createWithdrawalWatch({
    purge: (tags) => {
      purged.push(tags)
      return purge(tags)
    },
    waitUntil: (promise) => work.push(promise),
    now: () => NOW,
  })
  return { watch, purged, work }
}

describe('a withdrawal', () => {
  it('is purged once, when an isolate that knew the topic reads it', () => {
    const { watch, purged } = createWatch()
    watch.note(createRef())
    const ref = createRef({ date: '2026-11-20T11:59:00Z' })
    watch.note(ref)
    watch.note(ref)
    watch.note(createRef({ date: '2026-11-20T11:59:00Z' }))
    expect(purged).toEqual([TAGS])
  })

  it('is purged by an isolate that never read the topic, while caches may have the previous state', () => {
    const { watch, purged } = createWatch()
    watch.note(createRef({ date: '2026-11-20T11:56:00Z' }))
    expect(purged).toEqual([TAGS])
  })

  it('is not purged when it is old, and neither is a retired id', () => {
    const { watch, purged } = createWatch()
    watch.note(createRef({ date: '2026-11-20T11:54:00Z' }, { date: '2026-11-20', kind: 'retired' }))
    expect(purged).toEqual([])
  })

  it('is purged again after another one', () => {
    const { watch, purged } = createWatch()
    watch.note(createRef({ date: '2026-11-20T11:58:00Z' }))
    watch.note(createRef({ date: '2026-11-20T11:58:00Z' }, { date: '2026-11-20T11:59:00Z' }))
    expect(purged).toEqual([TAGS, TAGS])
  })
})

it('does not fail a request when the purge fails', async () => {
  const { watch, work } = createWatch(() => Promise.reject(new Error('over the limit')))
  watch.note(createRef({ date: '2026-11-20T11:59:00Z' }))
  expect(work).toHaveLength(1)
  await expect(Promise.all(work)).resolves.toEqual([undefined])
})

it('is not recorded without a cache in front', () => {
  const watch = createWithdrawalWatch({ purge: undefined, waitUntil: () => {}, now: () => NOW })
  expect(() => watch.note(createRef({ date: '2026-11-20T11:59:00Z' }))).not.toThrow()
})

it('purges the tags of everything that is sent of the topic and of the index', async () => {
  await publish(TOPIC, new Date(Date.now() - 60_000))
  const reader = createReader({ freshSeconds: 0 })
  const parts = ['', '/box', '/statements', '/statements/iraq-only', '/releases/1', '/statements.csv']
  const paths = [...parts.map((path) => `/v1/topics/${TOPIC}${path}`), `/embed/${TOPIC}.js`, `/topics/${TOPIC}`]
  const sent = await Promise.all([...paths, '/v1/statements'].map((path) => reader.get(path)))
  const tags = new Set(sent.map((response) => response.headers.get('Cache-Tag')))
  const purged: string[][] = []
  const purge = async (given: string[]) => {
    purged.push(given)
  }
  const watch = createWithdrawalWatch({ purge, waitUntil: () => {}, now: Date.now })
  watch.note(await readRef())
  expect(purged).toEqual([])
  await withdrawItem(TOPIC, 'liaison-to-hezbollah', new Date())
  watch.note(await readRef())
  expect(purged).toEqual([[...tags]])
})
