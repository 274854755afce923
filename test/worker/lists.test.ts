/** The lists across topics: built from the index only, never from the store. */
import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ItemList, Problem, TopicRow } from '../../data/schema/api.ts'
import type { Authored } from '../../data/schema/authored.ts'
import {
  createReader,
  HARBOUR,
  PUBLISHED_AT,
  publish,
  publishAuthored,
  type Reader,
  readLinks,
  readTopic,
  resetStores,
  rollback,
  TOPIC,
  withdrawItem,
} from './content.ts'

const LATER = new Date('2026-11-03T12:00:00Z')
/** The part of an item that the tests read. */
interface Item {
  topic: string
  id: string
  datePrecision?: string
}

let reader: Reader

const list = async (query: string) => (await reader.getJson<ItemList<Item>>(`/v1/events${query}`)).items
const listIds = async (query: string) => (await list(query)).map(({ id }) => id)

/** Publishes a topic with one event per date and nothing else. */
function publishDated(id: string, dates: (string | undefined)[], now = PUBLISHED_AT) {
  const { topic } = readTopic(HARBOUR)
  const events = dates.map((startDate, index) => ({
    id: `event-${index}`,
    name: 'A lamp was lit',
    description: 'Somebody lit a lamp.',
    ...(startDate !== undefined && { startDate }),
    datePrecision: startDate === undefined ? ('unknown' as const) : ('day' as const),
    dateBasis: 'Made up.',
    participants: [],
    citations: [],
  }))
  const authored: Authored = {
    topic: { ...topic, id, abstract: [], unknowns: [], corrections: [] },
    parties: { people: [], organizations: [] },
    articles: [],
    events,
    statements: [],
  }
  return publishAuthored(authored, now)
}

async function follow<Row>(path: string): Promise<Row[][]> {
  const pages: Row[][] = []
  for (let address: string | undefined = path; address !== undefined; ) {
    const response = await reader.get(address)
    expect(response.status, address).toBe(200)
    const page = await response.json<ItemList<Row>>()
    pages.push(page.items)
    address = readLinks(response).next
    expect(address === undefined).toBe(page.next === undefined)
  }
  return pages
}

const restart = async () => {
  await resetStores()
  reader = createReader()
}
const restartWithBoth = async () => {
  await restart()
  await publish(TOPIC, PUBLISHED_AT)
  await publish(HARBOUR, PUBLISHED_AT)
}

describe('/v1/events and /v1/articles', () => {
  beforeAll(restartWithBoth)

  it('have the items of all topics, newest first and undated last, with the fields to show and find them', async () => {
    const events = await list('')
    expect(events.slice(0, 3).map(({ id }) => id)).toEqual(['replacement-ferry', 'closure', 'february-inspection'])
    expect(events.slice(-2).map(({ datePrecision }) => datePrecision)).toEqual(['unknown', 'unknown'])
    for (const collection of ['events', 'articles', 'statements', 'people', 'organizations', 'corrections']) {
      const { items, total } = await reader.getJson<ItemList<Item>>(`/v1/${collection}?limit=100`)
      expect([items.length, total > 0], collection).toEqual([total, true])
      for (const item of [items[0], items.at(-1)]) {
        expect(await reader.getJson(`/v1/topics/${item?.topic}/${collection}/${item?.id}`)).toEqual(item)
      }
    }
  })

  it.each([
    ['?from=2031-03', ['replacement-ferry', 'closure']],
    ['?from=2031-02-10&to=2031-03-11', ['closure', 'february-inspection']],
    ['?topic=harbour-bridge-closure&to=2031', ['replacement-ferry', 'closure', 'february-inspection']],
    ['?from=2032', []],
  ])('%s', async (query, ids) => {
    expect(await listIds(query)).toEqual(ids)
  })

  it('report errors in a query', async () => {
    for (const query of ['?from=then', '?limit=1000', '?cursor=abc', '?q=%20', '?topic=No', '?topic=nobody-knows']) {
      const response = await reader.get(`/v1/events${query}`)
      expect(response.status, query).toBe(400)
      expect((await response.json<Problem>()).errors).toHaveLength(1)
    }
  })
})

describe('after another publish, they', () => {
  beforeEach(restartWithBoth)

  it('continue after the item at which they were', async () => {
    const { items, next } = await reader.getJson<ItemList<Item>>('/v1/events?limit=2')
    await publish(HARBOUR, LATER, (authored) => {
      authored.events = authored.events.filter(({ id }) => id !== items[1]?.id)
      authored.topic.corrections = []
      for (const statement of authored.statements) if (statement.event === 'closure') delete statement.event
      for (const event of authored.events) delete event.superEvent
    })
    expect((await list(`?limit=1&cursor=${next}`))[0]?.id).toBe('february-inspection')
  })

  it('lose what was withdrawn, and what a rollback removes', async () => {
    await withdrawItem(HARBOUR, 'closure', LATER)
    expect(await listIds('?from=2031')).toEqual(['replacement-ferry', 'february-inspection'])
    // With everything that cites it.
    await withdrawItem(HARBOUR, 'courier-bridge-closed', LATER)
    expect(JSON.stringify(await reader.getJson('/v1/articles'))).not.toContain('courier-bridge-closed')
    const left = await listIds('')
    await publishDated(HARBOUR, ['2040'], LATER)
    expect(await listIds('?from=2031')).toEqual(['event-0'])
    await rollback(HARBOUR, 1, LATER)
    expect(await listIds('')).toEqual(left)
  })

  it('accept the longest span of an event, and find a long one from the year before', async () => {
    await publish(HARBOUR, LATER, (authored) => {
      const closure = authored.events.find(({ id }) => id === 'closure')
      if (closure) Object.assign(closure, { startDate: '2029-12', endDate: '2032-01', datePrecision: 'approximate' })
    })
    expect(await listIds('?from=2032')).toEqual(['closure'])
    expect(await listIds('?to=2029-12-01&from=2029')).toEqual(['closure'])
  })
})

describe('the cost of a page', () => {
  beforeEach(restart)

  it('is no KV read, however many topics there are', async () => {
    await publish(TOPIC, PUBLISHED_AT)
    const ids = Array.from({ length: 1000 }, (_, index) => `topic-${String(index).padStart(4, '0')}`)
    await env.INDEX.batch(
      ids.map((id) =>
        env.INDEX.prepare(
          `INSERT INTO topics (id, sequence, log, release, date_published, date_modified, name, json)
           SELECT ?1, sequence, log, release, date_published, date_modified, name, json_set(json, '$.id', ?1)
           FROM topics WHERE id = ?2`,
        ).bind(id, TOPIC),
      ),
    )
    reader = createReader({ freshSeconds: 60 })
    const pages = await follow<TopicRow>('/v1/topics?limit=50')
    expect(pages.flat().map(({ id }) => id)).toEqual([...ids, TOPIC])
    expect((await reader.getJson<ItemList<TopicRow>>('/v1/topics?q=iraq&limit=3')).items.map(({ id }) => id)).toEqual([
      TOPIC,
    ])
    expect((await reader.getJson<ItemList<TopicRow>>('/v1/topics?limit=3')).total).toBe(1001)
    expect((await reader.getJson<ItemList<TopicRow>>('/v1/topics?q=nowhere')).items).toEqual([])
    for (const path of ['/v1/events', '/v1/articles?from=2007', '/topics', '/sitemap.xml']) {
      expect((await reader.get(path)).status, path).toBe(200)
    }
    expect(reader.reads).toEqual([])
  })

  it('links back as it links forward', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await publishDated(id, ['2001'])
    for (const query of ['?limit=2', '?limit=2&q=bridge']) {
      const second = await reader.get(readLinks(await reader.get(`/v1/topics${query}`)).next ?? '')
      const third = await reader.get(readLinks(second).next ?? '')
      expect((await third.json<ItemList<TopicRow>>()).items.map(({ id }) => id)).toEqual(['e'])
      expect(readLinks(third)).toMatchObject({ prev: readLinks(second).self, first: readLinks(second).first })
      expect(readLinks(second).prev).toBe(readLinks(second).first)
    }
  })
})

describe('without the index', () => {
  const LISTS = [
    ...['topics', 'events', 'articles', 'statements', 'people', 'organizations', 'corrections', 'changes'].map(
      (name) => `/v1/${name}`,
    ),
    ...['/v1/search?q=bridge', '/v1/statements?q=bridge', '/v1/feed.atom', '/v1/feed.json', '/topics', '/sitemap.xml'],
  ]
  const TOPICS = [`/v1/topics/${TOPIC}`, `/v1/topics/${TOPIC}/box`, `/embed/${TOPIC}.js`, `/topics/${TOPIC}`]
  const broken = { prepare: () => ({ all: () => Promise.reject(new Error('D1_ERROR')) }) } as unknown as D1Database

  beforeEach(restartWithBoth)

  it.each([
    ['not bound', null, /does not have/],
    ['failing', broken, /cannot be read at the moment/],
  ])('%s, lists name what is missing, and topics and boxes are unaffected', async (_, database, detail) => {
    const client = createReader({ freshSeconds: 60, database })
    for (const path of LISTS) {
      const response = await client.get(path)
      expect([response.status, response.headers.get('Retry-After')], path).toEqual([503, '5'])
      expect((await response.json<Problem>()).detail).toMatch(detail)
    }
    for (const path of TOPICS) expect((await client.get(path)).status, path).toBe(200)
    for (const path of ['/', '/preview', '/snippet']) {
      expect((await client.get(`${path}?topic=${TOPIC}`)).status, path).toBe(200)
    }
    expect(await client.getJson('/healthz')).toMatchObject({
      status: 'pass',
      index: { bound: database !== null, reachable: false },
    })
  })

  it('the last good page is served, marked as possibly outdated', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: PUBLISHED_AT })
    let isBroken = false
    const database = { prepare: (sql: string) => (isBroken ? broken : env.INDEX).prepare(sql) } as D1Database
    const client = createReader({ freshSeconds: 60, database })
    const bodies = new Map<string, string>()
    for (const path of LISTS) bodies.set(path, await (await client.get(path)).text())
    isBroken = true
    for (const path of LISTS) expect((await client.get(path)).headers.get('X-Stale'), path).toBeNull()
    vi.setSystemTime(Date.now() + 60_000)
    for (const path of LISTS) {
      const response = await client.get(path)
      expect([response.status, response.headers.get('X-Stale')], path).toEqual([200, 'index-error'])
      expect(await response.text()).toBe(bodies.get(path))
    }
    isBroken = false
    for (const path of LISTS) expect((await client.get(path)).headers.get('X-Stale'), path).toBeNull()
    vi.useRealTimers()
  })
})

describe('with nothing published', () => {
  beforeEach(restart)

  it('every list is empty', async () => {
    for (const path of [
      '/v1/topics',
      '/v1/events',
      '/v1/articles?from=2007',
      '/v1/topics?limit=1',
      '/v1/changes',
      '/v1/people?q=crocker',
    ]) {
      expect(await reader.getJson(path), path).toEqual({ items: [], total: 0 })
    }
    expect(await reader.getJson('/v1/search?q=crocker')).toEqual({ items: [], total: 0, kinds: [], topics: [] })
  })
})
