/** Questions across topics, each answered by one request: by name, by words in any script, by time, ranked and counted. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { ChangeItem, ItemList, Problem, SearchResults } from '../../data/schema/api.ts'
import {
  createReader,
  HARBOUR,
  ORIGIN,
  PUBLISHED_AT,
  publish,
  publishAuthored,
  type Reader,
  readLinks,
  readTopic,
  resetStores,
  TOPIC,
  withdrawItem,
} from './content.ts'

const LATER = new Date('2026-11-26T09:00:00Z')
/** A second topic with the same people. */
const SEQUEL = 'second-look'
let reader: Reader

interface Item {
  topic: string
  id: string
}
const list = async (path: string) => (await reader.getJson<ItemList<Item>>(path)).items
const listIds = async (path: string) => (await list(path)).map(({ id }) => id)
const listTopics = async (path: string) => [...new Set((await list(path)).map(({ topic }) => topic))]
const encode = encodeURIComponent

beforeAll(async () => {
  await resetStores()
  await publish(TOPIC, PUBLISHED_AT)
  await publish(HARBOUR, PUBLISHED_AT)
  const sequel = readTopic()
  sequel.topic.id = SEQUEL
  sequel.topic.name = 'A second look at the talks'
  await publishAuthored(sequel, PUBLISHED_AT)
  await publish(HARBOUR, LATER, (authored) => {
    const [event] = authored.events
    if (event) event.outcome = 'The quayside lamps were lit again.'
  })
  reader = createReader({ freshSeconds: 60 })
})

describe('one request answers', () => {
  it('what Crocker said, in all topics', async () => {
    const { items, total } = await reader.getJson<ItemList<Item & { claimant: string }>>(
      '/v1/statements?claimant=Crocker&limit=100',
    )
    expect(new Set(items.map(({ topic }) => topic))).toEqual(new Set([TOPIC, SEQUEL]))
    expect(new Set(items.map(({ claimant }) => claimant))).toEqual(new Set(['ryan-crocker']))
    const own = readTopic().statements.filter(({ claimant }) => claimant === 'ryan-crocker')
    expect(total).toBe(2 * own.length)
    // By another spelling that the topic lists, by id, and in one topic.
    for (const name of ['Ryan+C.+Crocker', 'ryan-crocker', 'CROCKER+ryan']) {
      expect((await reader.getJson<ItemList<Item>>(`/v1/statements?claimant=${name}`)).total).toBe(total)
    }
    expect(await listIds(`/v1/statements?claimant=crocker&topic=${TOPIC}&limit=100&sort=date`)).toHaveLength(own.length)
  })

  it('all topics with the NCRI', async () => {
    for (const query of ['participant=NCRI', 'participant=ncri', 'q=NCRI']) {
      expect((await listIds(`/v1/topics?${query}`)).sort(), query).toEqual([SEQUEL, TOPIC])
    }
  })

  it('what Iran said, without what other names containing the word said', async () => {
    const listClaimants = async (name: string) => {
      const { items } = await reader.getJson<ItemList<Item & { claimant: string }>>(
        `/v1/statements?claimant=${encode(name)}&limit=100`,
      )
      return [...new Set(items.map(({ claimant }) => claimant))].sort()
    }
    for (const name of ['iran', 'Iran']) expect(await listClaimants(name), name).toEqual([])
    for (const name of ['"iran"', 'iran*']) expect(await listClaimants(name), name).toContain('ncri')
    expect(await listClaimants('ncri')).toEqual(['ncri'])
  })

  it('what changed since yesterday', async () => {
    const { items, total } = await reader.getJson<ItemList<ChangeItem>>('/v1/changes?modifiedSince=2026-11-26')
    expect(total).toBe(1)
    expect(items).toEqual([
      {
        topic: HARBOUR,
        release: 2,
        datePublished: '2026-11-26T09:00:00Z',
        part: 'events',
        id: 'february-inspection',
        label: expect.any(String),
        kind: 'changed',
        fields: ['outcome'],
        url: `${ORIGIN}/v1/topics/${HARBOUR}/releases/2/changes`,
        page: `${ORIGIN}/topics/${HARBOUR}#february-inspection`,
      },
    ])
    for (const since of ['2026-11-26T09:00:00Z', encode('2026-11-26T10:00:00+01:00')]) {
      expect((await reader.getJson<ItemList<Item>>(`/v1/changes?modifiedSince=${since}`)).total, since).toBe(1)
    }
    expect(await listIds('/v1/changes?modifiedSince=2026-11-26T09:00:01Z')).toEqual([])
    expect((await listIds('/v1/changes?kind=added&part=topic')).sort()).toEqual([HARBOUR, SEQUEL, TOPIC])
    expect(await listIds('/v1/events?modifiedSince=2026-11-26')).toEqual(['february-inspection'])
    expect(await listIds('/v1/topics?modifiedSince=2026-11-26')).toEqual([HARBOUR])
    expect(await listIds('/v1/topics?sort=date&limit=1')).toEqual([HARBOUR])
  })

  it('where all other data is', async () => {
    const entryPoints = await reader.getJson<Record<string, string>>('/v1')
    for (const [name, url] of Object.entries(entryPoints)) {
      const path = url.replace(ORIGIN, '').replace('{?q}', '?q=bridge').replace('{topic}', TOPIC)
      expect((await reader.get(path)).status, name).toBe(200)
    }
  })
})

describe('q', () => {
  it.each<[string, string[]]>([
    ['/v1/people?q=crocker&topic=us-iran-iraq-talks', ['ryan-crocker']],
    ['/v1/people?q=crock&topic=us-iran-iraq-talks', []],
    ['/v1/people?q=crock*&topic=us-iran-iraq-talks', ['ryan-crocker']],
    [`/v1/people?q=${encode('"harbour master"')}`, ['harbour-master']],
    [`/v1/people?q=${encode('"master harbour"')}`, []],
    // The words are the end of one spelling and the start of the next.
    [`/v1/people?q=${encode('"crocker ryan"')}`, []],
    ['/v1/events?q=quayside', ['february-inspection']],
    ['/v1/events?q=FERRY+courier', ['replacement-ferry']],
    ['/v1/corrections?q=clos*+dateline', ['closing-day']],
    // Persian as people write it, with Arabic letters, with vowel signs, and without the joiner.
    [`/v1/statements?q=${encode('زنگ‌زدگی')}`, ['no-answer']],
    [`/v1/statements?q=${encode('اِتّحادیه جوابی')}`, ['no-answer']],
    [`/v1/statements?q=${encode('زنگزدگي')}`, ['no-answer']],
    [`/v1/articles?q=${encode('پل گردان')}`, ['peyk-bridge-closed']],
    ['/v1/topics?q=lantern', [HARBOUR]],
    [`/v1/people?q=${encode('" OR * NEAR( crocker')}&topic=us-iran-iraq-talks`, []],
  ])('%s', async (path, ids) => {
    expect(await listIds(path)).toEqual(ids)
  })

  it('ranks items with the words in their name first, or by date where requested', async () => {
    const ranked = await listIds(`/v1/articles?q=iran&topic=${TOPIC}`)
    const dated = await listIds(`/v1/articles?q=iran&topic=${TOPIC}&sort=date`)
    expect(ranked.toSorted()).toEqual(dated.toSorted())
    expect(dated).toEqual((await listIds(`/v1/articles?topic=${TOPIC}`)).filter((id) => ranked.includes(id)))
  })
})

describe('a filter', () => {
  const { statements, events } = readTopic()
  const words = statements.flatMap(({ text }) => text.match(/[a-z]{7,}/gi) ?? []).filter((_, place) => place % 4 === 0)
  const queries = [
    ...[...new Set(words)].map((word) => `q=${word}`),
    'q=ir*&from=2007-07',
    ...events.flatMap(({ startDate }) => (startDate ? [`from=${startDate}`, `to=${startDate}`] : [])),
  ]

  it.each(['statements', 'events', 'quotes'])('finds the same in a topic and across topics: %s', async (name) => {
    for (const query of queries) {
      const across = await listIds(`/v1/${name}?limit=100&topic=${TOPIC}&${query}`)
      const within = await listIds(`/v1/topics/${TOPIC}/${name}?limit=100&${query}`)
      expect(across.sort(), query).toEqual(within.sort())
    }
  })
})

describe('search', () => {
  it('finds everything, and counts it by kind and by topic', async () => {
    const all = await reader.getJson<SearchResults>('/v1/search?q=crocker&limit=100')
    expect(all.items).toHaveLength(Math.min(100, all.total))
    expect(all.kinds.reduce((sum, { count }) => sum + count, 0)).toBe(all.total)
    expect(all.topics.map(({ topic, count }) => [topic, count])).toEqual([
      [SEQUEL, all.total / 2],
      [TOPIC, all.total / 2],
    ])
    expect(all.items[0]).toMatchObject({ kind: 'person', id: 'ryan-crocker', title: 'Ryan Crocker' })
    for (const { url } of all.items.slice(0, 8)) expect((await reader.get(url.replace(ORIGIN, ''))).status).toBe(200)
    const people = await reader.getJson<SearchResults>(`/v1/search?q=crocker&kind=person&topic=${TOPIC}`)
    expect(people.items.map(({ id }) => id)).toEqual(['ryan-crocker'])
    expect([people.total, people.topics.length]).toEqual([1, 2])
    expect(people.kinds.length).toBeGreaterThan(1)
  })

  it('dates statements as their list does', async () => {
    const query = `q=crocker&topic=${TOPIC}&limit=100&sort=date`
    const { items } = await reader.getJson<SearchResults>(`/v1/search?${query}&kind=statement`)
    const listed = (await list(`/v1/statements?${query}`)).filter((item) => !('standalone' in item))
    expect(items.map(({ id }) => id)).toEqual(listed.map(({ id }) => id))
    const { startDate } = await reader.getJson<{ startDate: string }>(`/v1/topics/${TOPIC}/events/second-round`)
    expect(items).toContainEqual(expect.objectContaining({ id: 'harm-under-saddam', date: startDate }))
  })

  it('does not find what must not be shown alone, which lists do', async () => {
    expect(await reader.getJson<SearchResults>('/v1/search?q=liaison')).toMatchObject({
      items: [],
      total: 0,
      topics: [],
    })
    expect(await listTopics('/v1/statements?q=liaison')).toEqual([SEQUEL, TOPIC])
  })
})

describe('pages', () => {
  it.each([
    '/v1/events?limit=1',
    '/v1/events?limit=3',
    '/v1/events?limit=10',
    '/v1/search?q=iran&limit=40',
    '/v1/statements?claimant=crocker&limit=7',
    '/v1/statements?q=iran&limit=7',
    '/v1/organizations?limit=3',
    '/v1/topics?limit=1&sort=date',
    '/v1/changes?limit=1',
  ])('of %s link forward without gaps, and back', async (path) => {
    const found: string[] = []
    const addresses: string[] = []
    let total = 0
    for (let address: string | undefined = path; address !== undefined; ) {
      const response = await reader.get(address)
      const page = await response.json<ItemList<Item & { release?: number }>>()
      const links = readLinks(response)
      expect(links.prev).toBe(addresses.length === 0 ? undefined : addresses.at(-1))
      addresses.push(links.self ?? '')
      found.push(...page.items.map((item) => JSON.stringify(item)))
      total = page.total
      address = links.next
    }
    expect([new Set(found).size, found.length]).toEqual([total, total])
    const whole = await list(path.replace(/limit=\d+/, 'limit=100'))
    expect(found.slice(0, 100)).toEqual(whole.map((item) => JSON.stringify(item)))
    expect(addresses.length).toBeGreaterThan(1)
  })
})

describe('a cursor of another list', () => {
  it.each([
    [`/v1/topics/${TOPIC}/statements?limit=2`, '/v1/statements'],
    ['/v1/statements?limit=2', '/v1/events'],
    ['/v1/statements?limit=2&q=iran', '/v1/events?q=iran'],
    ['/v1/people?limit=2', '/v1/organizations'],
    ['/v1/statements?limit=2', `/v1/topics/${TOPIC}/statements`],
    ['/v1/statements?limit=2&q=iran', '/v1/search?q=iran'],
    [`/v1/topics/${TOPIC}/statements?limit=2`, '/v1/search?q=iran'],
  ])('of %s is refused by %s', async (path, other) => {
    const { next } = await reader.getJson<ItemList<Item>>(path)
    const response = await reader.get(`${other}${other.includes('?') ? '&' : '?'}cursor=${next}`)
    expect([response.status, (await response.json<Problem>()).errors?.[0]?.parameter]).toEqual([400, 'cursor'])
  })
})

describe('a derived list', () => {
  it('has the items with the given field, in a topic and across topics', async () => {
    const quoted = readTopic()
      .statements.filter(({ quote }) => quote)
      .map(({ id }) => id)
    const { items, total } = await reader.getJson<ItemList<Item>>(`/v1/topics/${TOPIC}/quotes?limit=100`)
    expect([items.map(({ id }) => id), total]).toEqual([quoted, quoted.length])
    expect((await reader.getJson<ItemList<Item>>(`/v1/quotes?topic=${TOPIC}`)).total).toBe(quoted.length)
    expect(items[0]).toEqual(await reader.getJson(`/v1/topics/${TOPIC}/statements/${items[0]?.id}`))
    expect((await reader.get(`/v1/topics/${TOPIC}/quotes/${items[0]?.id}`)).status).toBe(404)
    expect(await listIds(`/v1/topics/${TOPIC}/releases/1/quotes?claimant=ryan-crocker&fields=id&limit=1`)).toHaveLength(
      1,
    )
  })
})

describe('fields and include', () => {
  it('shape items as in a topic', async () => {
    const path = '/statements?include=claimant,event&fields=id,claimant&limit=3'
    const across = await reader.getJson<ItemList<Item>>(`/v1${path}&topic=${HARBOUR}`)
    for (const item of across.items) {
      expect(['id', 'id,claimant']).toContain(Object.keys(item).join())
      expect(await reader.getJson(`/v1/topics/${HARBOUR}/statements/${item.id}?fields=id,claimant`)).toEqual(item)
    }
    const included = (across.included ?? {}) as Record<string, Item[]>
    expect(Object.keys(included)).toContain('events')
    for (const [collection, items] of Object.entries(included)) {
      for (const { topic, id, ...rest } of items) {
        expect(await reader.getJson(`/v1/topics/${topic}/${collection}/${id}`)).toEqual({ topic, id, ...rest })
      }
    }
  })
})

describe('an unknown value', () => {
  it.each([
    ['/v1/statements?claimant=croker', 'claimant', 'ryan-crocker'],
    ['/v1/events?participant=harbor-master', 'participant', 'harbour-master'],
    ['/v1/events?topic=harbor-bridge', 'topic', HARBOUR],
    ['/v1/search?q=bridge&topic=harbor-bridge', 'topic', HARBOUR],
    ['/v1/topics?participant=NCRX', 'participant', 'ncri'],
  ])('%s is refused with the nearest names', async (path, parameter, nearest) => {
    const response = await reader.get(path)
    expect(response.status).toBe(400)
    const { errors = [] } = await response.json<Problem>()
    expect(errors.map((error) => error.parameter)).toEqual([parameter])
    expect(errors[0]?.detail).toMatch(/; nearest: /)
    expect(errors[0]?.detail).toContain(nearest)
  })

  it.each(['/v1/events?topic=', '/v1/search?q=bridge&topic='])('%s describes at most twenty', async (path) => {
    const ids = Array.from({ length: 3_000 }, (_, index) => `x-${index}`)
    const response = await reader.get(`${path}${ids.join()}`)
    expect([response.status, (await response.json<Problem>()).errors?.length]).toEqual([400, 20])
  })

  it.each([
    '/v1/search',
    '/v1/search?q=%22%22',
    '/v1/statements?claimant=%D8%9F',
    '/v1/statements?modifiedSince=yesterday',
    '/v1/statements?modifiedSince=2026-02-30',
    '/v1/statements?event=first-round',
    '/v1/people?sort=date',
    '/v1/people?from=2007',
    '/v1/changes?q=a',
    '/v1/events?sort=id',
    '/v1/search?q=a&kind=party',
    '/v1?q=a',
    '/v1/statements?q=a&cursor=cn5hYmM',
  ])('%s is a 400', async (path) => {
    expect((await reader.get(path)).status).toBe(400)
  })
})

describe('the feed of all topics', () => {
  it('has the newest releases first, whatever their topic, in both formats', async () => {
    const feed = await reader.getJson<{ feed_url: string; items: { id: string; url: string; title: string }[] }>(
      '/v1/feed.json',
    )
    expect(feed.feed_url).toBe(`${ORIGIN}/v1/feed.json`)
    expect(feed.items[0]).toMatchObject({
      id: `${ORIGIN}/v1/topics/${HARBOUR}/releases/2`,
      url: `${ORIGIN}/topics/${HARBOUR}#release-2`,
    })
    const response = await reader.get('/v1/feed.atom')
    expect(response.headers.get('Content-Type')).toBe('application/atom+xml')
    const text = await response.text()
    expect(text).not.toContain('origin.invalid')
    expect([...text.matchAll(/<entry><id>([^<]+)</g)].map(([, id]) => id)).toEqual(feed.items.map(({ id }) => id))
  })
})

describe('after a withdrawal', () => {
  it('no list contains the item', async () => {
    await withdrawItem(HARBOUR, 'february-inspection', new Date('2026-11-26T10:00:00Z'))
    const fresh = createReader()
    for (const path of ['/v1/events', '/v1/changes', '/v1/search?q=quayside', '/v1/feed.json', '/v1/feed.atom']) {
      expect(await (await fresh.get(path)).text(), path).not.toContain('quayside')
    }
    expect(await (await fresh.get('/v1/changes')).text()).not.toContain('february-inspection')
    expect(await listTopics(`/v1/events?topic=${HARBOUR}`)).toEqual([HARBOUR])
  })
})
