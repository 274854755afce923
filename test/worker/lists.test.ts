/** The lists across topics: derived when topics are published, sharded by year, at a bounded cost for each page. */
import { reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Authored } from '../../data/authored.ts'
import type { ArticleRow, EventRow } from '../../data/list-rows.ts'
import { collectGarbage } from '../../data/releases/collect-garbage.ts'
import { publishTopic } from '../../data/releases/publish.ts'
import { BLOB_PREFIX, CATALOG_KEY, type Catalog } from '../../data/releases/records.ts'
import { rollbackTopic } from '../../data/releases/rollback.ts'
import { withdraw } from '../../data/releases/withdraw.ts'
import type { Collection, Problem, TopicRow } from '../../data/wire.ts'
import { createReader, HARBOUR, PUBLISHED_AT, publish, type Reader, readLinks, readTopic, TOPIC } from './content.ts'

const LATER = new Date('2026-11-03T12:00:00Z')
let reader: Reader

const list = async (query: string) => (await reader.getJson<Collection<EventRow>>(`/v1/events${query}`)).items
const listIds = async (query: string) => (await list(query)).map(({ id }) => id)
const readCatalog = async () => (await env.FACTS.get<Catalog>(CATALOG_KEY, 'json')) ?? { topics: {} }

/** A topic with nothing but one event for each date. */
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
  return publishTopic(env.FACTS, authored, { now, onto: 'any' })
}

async function follow<Row>(path: string): Promise<Row[][]> {
  const pages: Row[][] = []
  for (let address: string | undefined = path; address !== undefined; ) {
    const response = await reader.get(address)
    expect(response.status, address).toBe(200)
    const page = await response.json<Collection<Row>>()
    pages.push(page.items)
    address = readLinks(response).next
    expect(address === undefined).toBe(page.next === undefined)
  }
  return pages
}

const restart = async () => {
  await reset()
  reader = createReader()
}
const restartWithBoth = async () => {
  await restart()
  await publish(TOPIC, PUBLISHED_AT)
  await publish(HARBOUR, PUBLISHED_AT)
}

describe('/v1/events and /v1/articles', () => {
  beforeAll(restartWithBoth)

  it('have every topic’s items, newest first and the undated last, enough to show and to find them', async () => {
    const events = await list('')
    expect(events.slice(0, 3).map(({ id }) => id)).toEqual(['replacement-ferry', 'closure', 'february-inspection'])
    expect(events.slice(-2).map(({ datePrecision }) => datePrecision)).toEqual(['unknown', 'unknown'])
    expect(events.find(({ id }) => id === 'reopening')).toEqual({
      topic: HARBOUR,
      id: 'reopening',
      name: 'Opening of the bridge',
      description: 'The bridge is to open again; no date is set, the Courier reported.',
      datePrecision: 'unknown',
    })
    for (const { topic, id } of events) {
      expect((await reader.get(`/v1/topics/${topic}/events/${id}`)).status).toBe(200)
    }
    const { items } = await reader.getJson<Collection<ArticleRow>>('/v1/articles?topic=harbour-bridge-closure')
    expect(items[0]).toEqual({
      topic: HARBOUR,
      id: 'courier-bridge-closed',
      headline: 'Lantern Bay swing bridge closed after crack is found',
      publisher: 'Lantern Bay Courier',
      datePublished: '2031-03-12',
      url: 'https://courier.example/2031/03/12/bridge-closed',
      inLanguage: 'en',
      genre: 'news',
    })
  })

  it.each([
    ['?from=2031-03', ['replacement-ferry', 'closure']],
    ['?from=2031-02-10&to=2031-03-11', ['closure', 'february-inspection']],
    ['?topic=harbour-bridge-closure&to=2031', ['replacement-ferry', 'closure', 'february-inspection']],
    ['?topic=nobody-knows', []],
    ['?from=2032', []],
  ])('%s', async (query, ids) => {
    expect(await listIds(query)).toEqual(ids)
  })

  it('are paged through without gaps, whatever the limit', async () => {
    const all = await listIds('?limit=100')
    for (const limit of [1, 3, 10]) {
      const pages = await follow<EventRow>(`/v1/events?limit=${limit}`)
      expect(pages.flat().map(({ id }) => id)).toEqual(all)
    }
  })

  it('say what is wrong with a query', async () => {
    for (const query of ['?from=then', '?limit=1000', '?cursor=abc', '?q=ferry', '?topic=No']) {
      const response = await reader.get(`/v1/events${query}`)
      expect(response.status, query).toBe(400)
      expect((await response.json<Problem>()).errors).toHaveLength(1)
    }
  })
})

describe('after another publish, they', () => {
  beforeEach(restartWithBoth)

  it('go on behind the item at which they were', async () => {
    const { items, next } = await reader.getJson<Collection<EventRow>>('/v1/events?limit=2')
    await publish(HARBOUR, LATER, (authored) => {
      authored.events = authored.events.filter(({ id }) => id !== items[1]?.id)
      authored.topic.corrections = []
      for (const statement of authored.statements) if (statement.event === 'closure') delete statement.event
      for (const event of authored.events) delete event.superEvent
    })
    expect((await list(`?limit=1&cursor=${next}`))[0]?.id).toBe('february-inspection')
  })

  it('lose what was withdrawn, and what a rollback takes back', async () => {
    await withdraw(env.FACTS, HARBOUR, { item: 'closure' }, 'Legal advice.', LATER)
    await withdraw(env.FACTS, HARBOUR, { item: 'courier-bridge-closed' }, 'Legal advice.', LATER)
    expect(await listIds('?from=2031')).toEqual(['replacement-ferry', 'february-inspection'])
    expect(JSON.stringify(await reader.getJson('/v1/articles'))).not.toContain('courier-bridge-closed')
    await publishDated(HARBOUR, ['2040'], LATER)
    expect(await listIds('?from=2031')).toEqual(['event-0'])
    await rollbackTopic(env.FACTS, HARBOUR, 1, LATER)
    expect(await listIds('?from=2031')).toEqual(['replacement-ferry', 'february-inspection'])
  })

  it('span what an event may span, and keep a long one from the year before', async () => {
    await publish(HARBOUR, LATER, (authored) => {
      const closure = authored.events.find(({ id }) => id === 'closure')
      if (closure) Object.assign(closure, { startDate: '2029-12', endDate: '2032-01', datePrecision: 'approximate' })
    })
    expect(await listIds('?from=2032')).toEqual(['closure'])
    expect(await listIds('?to=2029-12-01&from=2029')).toEqual(['closure'])
  })
})

describe('the shards', () => {
  beforeEach(restart)

  it('are rewritten only where the topic has or had items', async () => {
    await publishDated('one', ['2001', '2002'])
    await publishDated('two', ['2002', '2003', undefined])
    const before = await readCatalog()
    await publishDated('one', ['2001', '2004'], LATER)
    const after = await readCatalog()
    const changed = Object.keys({ ...before.lists?.events, ...after.lists?.events }).filter(
      (name) => before.lists?.events[name]?.sha256 !== after.lists?.events[name]?.sha256,
    )
    expect(changed.sort()).toEqual(['2002', '2004'])
    expect(after.topics.one?.shards?.events).toEqual(['2001', '2004'])
    expect(await listIds('')).toEqual(['event-1', 'event-1', 'event-0', 'event-0', 'event-2'])
    await publishDated('one', ['2001'], LATER)
    expect(Object.keys((await readCatalog()).lists?.events ?? {}).sort()).toEqual(['2001', '2002', '2003', 'undated'])
  })

  it('are made anew when one is lost, when the catalog is, or was made before there were any', async () => {
    await publishDated('one', ['2001', '2002'])
    await publishDated('two', ['2002'])
    const whole = await readCatalog()
    const expected = await list('')
    await env.FACTS.delete(`${BLOB_PREFIX}${whole.lists?.events[2002]?.sha256}`)
    expect((await createReader().get('/v1/events')).status).toBe(503)
    await publishDated('two', ['2002'], LATER)
    expect(await list('')).toEqual(expected)
    const { lists: _, topics } = whole
    const old = Object.entries(topics).map(([id, { shards: __, ...entry }]) => [id, entry])
    for (const catalog of [undefined, { topics: Object.fromEntries(old) }]) {
      if (catalog) await env.FACTS.put(CATALOG_KEY, JSON.stringify(catalog))
      else await env.FACTS.delete(CATALOG_KEY)
      await publishDated('two', ['2002'], LATER)
      reader = createReader()
      expect(await list('')).toEqual(expected)
    }
  })

  it('are spared by gc, with those that readers may still know of', async () => {
    await publishDated('one', ['2001'])
    await publishDated('one', ['2001', '2001-05'], LATER)
    const { sha256, previous } = (await readCatalog()).lists?.events[2001] ?? {}
    await collectGarbage(env.FACTS, new Date('2027-01-01T00:00:00Z'))
    for (const hash of [sha256, previous]) expect(await env.FACTS.get(`${BLOB_PREFIX}${hash}`)).not.toBeNull()
    await publishDated('one', ['2002'], LATER)
    await collectGarbage(env.FACTS, new Date('2027-01-01T00:00:00Z'))
    expect(await env.FACTS.get(`${BLOB_PREFIX}${previous}`)).toBeNull()
    expect(await listIds('')).toEqual(['event-0'])
  })
})

describe('what a page costs', () => {
  beforeEach(restart)

  it('is one reading for the topics, be there ten or a thousand', async () => {
    await publish(TOPIC, PUBLISHED_AT)
    const { topics, lists } = await readCatalog()
    const [row] = Object.values(topics)
    for (const count of [10, 1000]) {
      const ids = Array.from({ length: count }, (_, index) => `topic-${String(index).padStart(4, '0')}`)
      const rows = ids.map((id) => [id, { ...row, row: { ...row?.row, id } }])
      await env.FACTS.put(CATALOG_KEY, JSON.stringify({ topics: Object.fromEntries(rows), lists }))
      reader = createReader({ freshSeconds: 60 })
      const pages = await follow<TopicRow>('/v1/topics?limit=50')
      expect(pages.flat().map(({ id }) => id)).toEqual(ids)
      expect(reader.reads).toEqual([CATALOG_KEY])
      expect((await reader.getJson<Collection<TopicRow>>('/v1/topics?q=iraq&limit=3')).items).toHaveLength(3)
      expect((await reader.getJson<Collection<TopicRow>>('/v1/topics?q=nowhere')).items).toEqual([])
    }
  })

  it('is the catalog and the shards of the page, and never more than eight', async () => {
    const years = Array.from({ length: 30 }, (_, index) => String(2000 + index))
    await publishDated('one', years)
    await publishDated('two', ['2010'])
    reader = createReader()
    expect((await list('?limit=2')).map(({ startDate }) => startDate)).toEqual(['2029', '2028'])
    expect(reader.reads).toHaveLength(1 + 3)
    reader = createReader()
    expect(await listIds('?topic=two')).toEqual(['event-0'])
    expect(reader.reads).toHaveLength(1 + 1)
    reader = createReader()
    expect(await listIds('?from=2015-06&to=2016')).toHaveLength(2)
    expect(reader.reads).toHaveLength(1 + 2)
    reader = createReader()
    expect(await listIds('?limit=100')).toHaveLength(8)
    expect(reader.reads).toHaveLength(1 + 8)
    expect((await follow<EventRow>('/v1/events?limit=100')).flat()).toHaveLength(31)
  })

  it('is three readings for a file or a page of a collection, and none when it is asked again', async () => {
    await publish(TOPIC, PUBLISHED_AT)
    for (const path of ['/events', '/events?limit=2', '/statements?include=event&from=2007', '.md', '/feed.atom']) {
      reader = createReader({ freshSeconds: 60 })
      const address = `/v1/topics/${TOPIC}${path}`
      expect((await reader.get(address)).status, path).toBe(200)
      expect(reader.reads, path).toHaveLength(3)
      expect((await reader.get(address)).status).toBe(200)
      expect(reader.reads, path).toHaveLength(3)
    }
  })
})

describe('with nothing published', () => {
  beforeEach(restart)

  it('every list is empty', async () => {
    for (const path of ['/v1/topics', '/v1/events', '/v1/articles?from=2007', '/v1/topics?limit=1']) {
      expect(await reader.getJson(path)).toEqual({ items: [] })
    }
  })
})
