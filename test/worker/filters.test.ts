/** What each filter selects: dates by the interval that they span, parties, statuses, words in any script. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { CollectionName, ItemList, Problem } from '../../data/schema/api.ts'
import { createReader, HARBOUR, ORIGIN, PUBLISHED_AT, publish, TOPIC } from './content.ts'

const reader = createReader({ freshSeconds: 60 })

type Row = Record<string, unknown> & { id: string }

async function list(topic: string, collection: CollectionName, query: string): Promise<string[]> {
  const response = await reader.get(`/v1/topics/${topic}/${collection}?${query}`)
  expect(response.status, query).toBe(200)
  return (await response.json<ItemList<Row>>()).items.map(({ id }) => id)
}

beforeAll(async () => {
  await publish(TOPIC, PUBLISHED_AT)
  await publish(HARBOUR, PUBLISHED_AT)
})

describe('from and to', () => {
  // february-inspection has the precision of a month, closure and replacement-ferry of a day; reopening has no date.
  it.each([
    ['from=2031-02-28', ['february-inspection', 'closure', 'replacement-ferry']],
    ['from=2031-03', ['closure', 'replacement-ferry']],
    ['to=2031-03-11', ['february-inspection', 'closure']],
    ['to=2031-02-01', ['february-inspection']],
    ['to=2031-01', []],
    ['from=2031&to=2031', ['february-inspection', 'closure', 'replacement-ferry']],
    ['from=2031-03-12&to=2031-03-12', []],
    ['from=2031-03-13&to=2031-03', ['replacement-ferry']],
    ['from=2032', []],
  ])('events: %s', async (query, ids) => {
    expect(await list(HARBOUR, 'events', query)).toEqual(ids)
  })

  it('statements: by the date of their event', async () => {
    expect(await list(HARBOUR, 'statements', 'to=2031-02')).toEqual(['girder-sound', 'rust-in-january', 'no-answer'])
  })

  it('articles and corrections: by their own date', async () => {
    expect(await list(HARBOUR, 'articles', 'from=2031-03-12')).toHaveLength(2)
    expect(await list(HARBOUR, 'articles', 'from=2031-03-13')).toEqual([])
    expect(await list(HARBOUR, 'corrections', 'to=2031-03')).toEqual(['closing-day'])
  })
})

describe('parties, statuses and events', () => {
  it.each<[CollectionName, string, string[]]>([
    ['events', 'participant=harbour-master', ['closure']],
    ['statements', 'claimant=lantern-bay-courier', ['ferry-agreed']],
    ['statements', 'status=denied,agreed', ['no-report', 'ferry-agreed']],
    ['statements', 'status=denied&status=agreed', ['no-report', 'ferry-agreed']],
    ['statements', 'event=february-inspection&status=claimed', ['girder-sound', 'no-answer']],
    ['statements', 'reportedBy=peyk-bridge-closed', ['no-answer', 'one-lane-in-persian']],
    [
      'statements',
      'participant=union-of-pretend-ferry-crews',
      ['rust-in-january', 'no-report', 'ferry-agreed', 'no-answer'],
    ],
  ])('%s?%s', async (collection, query, ids) => {
    expect(await list(HARBOUR, collection, query)).toEqual(ids)
  })
})

describe('q', () => {
  it.each<[CollectionName, string, string[]]>([
    ['events', 'FERRY courier', ['replacement-ferry']],
    ['events', 'courier’s', []],
    ['people', 'harbour master', ['harbour-master']],
    ['articles', 'lantern', ['courier-bridge-closed']],
    ['articles', 'lanter', []],
    ['articles', 'lanter*', ['courier-bridge-closed']],
    ['articles', '"bridge closed" lantern', ['courier-bridge-closed']],
    ['articles', '"closed bridge"', []],
    ['events', '"replacement fer"*', ['replacement-ferry']],
    // Persian as people write it, with Arabic letters, with vowel signs, without the joiner, and with digits of either kind.
    ['statements', 'زنگ‌زدگی', ['no-answer']],
    ['statements', 'پيك فانوس', ['no-answer']],
    ['statements', 'اِتّحادیه جوابی', ['no-answer']],
    ['statements', 'زنگزدگي', ['no-answer']],
    ['statements', 'درباره', ['no-answer']],
    ['statements', 'زنگ قطار', []],
    ['articles', 'پل گردان', ['peyk-bridge-closed']],
    ['organizations', 'كشتي‌ها', ['union-of-pretend-ferry-crews']],
  ])('%s: %s', async (collection, words, ids) => {
    expect(await list(HARBOUR, collection, `q=${encodeURIComponent(words)}`)).toEqual(ids)
  })

  it('finds accented names without accents, and the reverse', async () => {
    expect(await list(TOPIC, 'people', 'q=al-maliki')).toEqual(['nuri-al-maliki'])
    expect(await list(TOPIC, 'people', `q=${encodeURIComponent('ÁL–MÁLIKÍ')}`)).toEqual(['nuri-al-maliki'])
    expect(await list(TOPIC, 'people', 'q=crocker+ambassador')).toEqual(['ryan-crocker'])
    // The words are the end of one spelling and the start of the next.
    expect(await list(TOPIC, 'people', 'q="crocker+ryan"')).toEqual([])
  })
})

describe('fields and include', () => {
  const read = async (query: string) => (await reader.getJson<ItemList<Row>>(`/v1/topics/${HARBOUR}/${query}`)).items

  it('returns only the requested fields, in the order of the record', async () => {
    for (const item of await read('events?fields=startDate,id')) {
      expect(['id', 'id,startDate']).toContain(Object.keys(item).join())
    }
  })

  it('returns each referenced item once, beside the list, and keeps the ids in place', async () => {
    const list = await reader.getJson<ItemList<Row>>(
      `/v1/topics/${HARBOUR}/statements?include=event,reportedBy,claimant,about&fields=id,event`,
    )
    expect(list.items[0]).toEqual({ id: expect.any(String), event: expect.any(String) })
    const included = (list.included ?? {}) as Record<string, (Row & { topic: string; url?: string })[]>
    expect(Object.keys(included)).toEqual(['events', 'articles', 'people', 'organizations'])
    for (const [collection, items] of Object.entries(included)) {
      expect(new Set(items.map(({ id }) => id)).size, collection).toBe(items.length)
      for (const item of items) {
        expect(await reader.getJson(`/v1/topics/${HARBOUR}/${collection}/${item.id}`)).toEqual(item)
      }
    }
    const events = await reader.getJson<ItemList<Row>>(
      `/v1/topics/${HARBOUR}/events?q=ferry&include=participants,superEvent`,
    )
    expect(Object.keys(events.included ?? {})).toEqual(['events', 'organizations'])
    const corrections = await reader.getJson<ItemList<Row>>(`/v1/topics/${HARBOUR}/corrections?include=target`)
    expect(corrections.included).toMatchObject({ events: [{ id: 'closure', topic: HARBOUR }] })
    expect(
      (await reader.getJson<ItemList<Row>>(`/v1/topics/${HARBOUR}/events?q=nowhere&include=superEvent`)).included,
    ).toEqual({})
  })

  it('apply to a single item too', async () => {
    const path = `/v1/topics/${HARBOUR}/statements/ferry-agreed`
    const item = await reader.getJson<Row>(path)
    expect(item).toMatchObject({ topic: HARBOUR, url: `${ORIGIN}${path}`, claimant: 'lantern-bay-courier' })
    expect(await reader.getJson(`${path}?fields=status,id`)).toEqual({ id: 'ferry-agreed', status: 'agreed' })
    expect(await reader.getJson(`${path}?fields=id&include=claimant`)).toEqual({
      id: 'ferry-agreed',
      included: { organizations: [expect.objectContaining({ id: 'lantern-bay-courier', topic: HARBOUR })] },
    })
    expect((await reader.get(`/v1/topics/${HARBOUR}/events/ferry-agreed?include=superEvent`)).status).toBe(404)
  })
})

describe('an error in a query', () => {
  const fail = async (path: string) => {
    const response = await reader.get(path)
    expect(response.status, path).toBe(400)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    return (await response.json<Problem>()).errors
  }

  it('is reported together with all others, each with its parameter', async () => {
    const errors = await fail(
      `/v1/topics/${TOPIC}/statements?status=maybe&from=2007-02-30&limit=0&limit=5&claimant=&colour=red&q=%C3%28&fields=id,age&include=id`,
    )
    expect(errors?.map(({ parameter }) => parameter).sort()).toEqual(
      ['claimant', 'colour', 'fields', 'from', 'include', 'limit', 'limit', 'q', 'status'].sort(),
    )
    expect(errors).toContainEqual({ parameter: 'limit', detail: 'must be a whole number from 1 to 100' })
    expect(errors).toContainEqual({ parameter: 'limit', detail: 'must not be repeated' })
    expect(errors).toContainEqual({ parameter: 'colour', detail: 'is unknown' })
    expect(errors).toContainEqual({ parameter: 'q', detail: 'must be percent-encoded UTF-8' })
  })

  it.each([
    ['status=claimed&status=claimed', 'contains claimed twice'],
    ['fields=id,', /^cannot contain “”; allowed: topic, id, /],
    ['fields=', /^cannot contain “”; allowed: topic, id, /],
    ['limit=', 'must be a whole number from 1 to 100'],
    ['claimant=', 'must be an id: lower-case words joined by hyphens'],
    ['fields=id,age', /^cannot contain “age”; allowed: topic, id, /],
    ['status=maybe', /^cannot contain “maybe”; allowed: agreed, /],
  ])('says what is allowed instead: %s', async (query, detail) => {
    const [error] = (await fail(`/v1/topics/${TOPIC}/statements?${query}`)) ?? []
    expect(error?.detail).toMatch(detail)
  })

  it('is named within a list of ids', async () => {
    const errors = await fail(`/v1/events?topic=${TOPIC},${HARBOUR.toUpperCase()}`)
    expect(errors?.[0]?.detail).toBe(
      `cannot contain “${HARBOUR.toUpperCase()}”; each value must be an id: lower-case words joined by hyphens`,
    )
  })

  it('names the nearest ids for an unknown one', async () => {
    const [error] = (await fail(`/v1/topics/${TOPIC}/statements?claimant=crocker`)) ?? []
    expect(error).toMatchObject({ parameter: 'claimant' })
    expect(error?.detail).toMatch(/^has no match for crocker in people or organizations; nearest: ryan-crocker\b/)
    // A name that shares one pair of letters by chance is not near.
    expect(await fail(`/v1/topics/${TOPIC}/statements?claimant=nobody`)).toMatchObject([
      { detail: 'has no match for nobody in people or organizations' },
    ])
  })

  it.each([
    ['people/crocker', 'no item crocker in people; nearest: ryan-crocker'],
    ['people/Ryan-Crocker', 'no item Ryan-Crocker in people; nearest: ryan-crocker'],
    ['events/first_round', 'no item first_round in events; nearest: first-round'],
    ['cards/First-Round', 'no statement or event First-Round; nearest: first-round'],
    ['releases/1/cards/first', 'no statement or event first; nearest: first-round'],
  ])('%s is a 404 that names the release and the nearest ids', async (path, detail) => {
    const missing = await reader.get(`/v1/topics/${TOPIC}/${path}`)
    expect(missing.status).toBe(404)
    expect((await missing.json<Problem>()).detail).toContain(`Release 1 of us-iran-iraq-talks has ${detail}`)
  })

  it('names the collection of an item that was requested in another', async () => {
    const base = `/v1/topics/${TOPIC}`
    for (const [path, url] of [
      ['people/first-round', 'events/first-round'],
      ['people/first-round?fields=id', 'events/first-round'],
      ['statements/first-round?include=event', 'events/first-round'],
      ['events/ryan-crocker', 'people/ryan-crocker'],
      ['releases/1/articles/iraq-only', 'releases/1/statements/iraq-only'],
    ] as const) {
      const response = await reader.get(`${base}/${path}`)
      expect(response.status, path).toBe(404)
      expect((await response.json<Problem>()).detail, path).toMatch(
        new RegExp(`^Release 1 of ${TOPIC} has no item [\\w-]+ in \\w+\\. Its URL is ${ORIGIN}${base}/${url}\\.$`),
      )
      expect((await reader.get(`${base}/${url}`)).status, url).toBe(200)
    }
  })

  it.each([
    'events?from=2007-06&to=2007-05',
    'events?from=2007-13',
    'events?from=07',
    'events?status=claimed',
    'people?from=2007',
    'articles?include=publisher',
    'events?limit=101',
    'events?limit=05',
    'events?limit=1e1',
    'events?q=%20',
    'events?q=%D9%8E',
    'events?q=a%00b',
    `events?q=${'a'.repeat(201)}`,
    'events?participant=Ryan',
    'events?participant=nobody-here',
    'events?participant=first-round',
    'statements?event=ryan-crocker',
    'statements?reportedBy=nothing',
    'statements?status=claimed&status=claimed',
    'events?fields=id,id',
    'events?fields=id,',
    'events?__proto__=1',
    'events?%ZZ=1',
    'events?limit',
    'events/first-round?limit=1',
    'people/ryan-crocker?include=roles',
    'releases?limit=5',
    'box?q=a',
    'releases/1/changes?q=a',
    'releases/1/changes?from=1',
  ])('%s is refused', async (path) => {
    expect(await fail(`/v1/topics/${TOPIC}/${path}`)).toHaveLength(1)
  })
})

describe('equal queries', () => {
  it('have one URL, whatever their order', async () => {
    const [one, other] = await Promise.all([
      reader.get(`/v1/topics/${TOPIC}/events?limit=2&from=2007`),
      reader.get(`/v1/topics/${TOPIC}/events?from=2007&limit=2`),
    ])
    expect(one.headers.get('ETag')).toBe(other.headers.get('ETag'))
    expect(one.headers.get('Link')).toBe(other.headers.get('Link'))
    expect(await one.text()).toBe(await other.text())
  })

  it('without a limit give the first page of 50', async () => {
    const [list, query] = await Promise.all([
      reader.get(`/v1/topics/${TOPIC}/statements`),
      reader.get(`/v1/topics/${TOPIC}/statements?limit=50`),
    ])
    const text = await list.text()
    expect(text).toBe(await query.text())
    const { items, total, next } = JSON.parse(text) as ItemList<Row>
    expect(items).toHaveLength(Math.min(50, total))
    expect(next !== undefined).toBe(total > 50)
    expect(await reader.getJson(`/v1/topics/${TOPIC}/statements/${items[0]?.id}`)).toEqual(items[0])
  })
})
