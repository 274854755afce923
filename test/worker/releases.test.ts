/** Every state of a topic remains available; withdrawn and retired items say so wherever they are requested. */

import { reset } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ChangeItem, Changes, ItemList, Problem } from '../../data/schema/api.ts'
import type { Authored } from '../../data/schema/authored.ts'
import {
  createReader,
  day,
  ORIGIN,
  publish,
  publishAuthored,
  type Reader,
  readLinks,
  readTopic,
  rename,
  rollback,
  TOPIC,
  withdrawItem,
  withdrawRelease,
} from './content.ts'

const BASE = `/v1/topics/${TOPIC}`
const PINNED = 'public, max-age=86400, s-maxage=60'

let reader: Reader
const get = (path: string, headers: Record<string, string> = {}) => reader.get(path, { headers })
const getJson = <Body>(path: string) => reader.getJson<Body>(path)

beforeEach(async () => {
  await reset()
  reader = createReader()
  await publish(TOPIC, day(1))
})

describe('releases', () => {
  it('are listed from 1, with the current one', async () => {
    await publish(TOPIC, day(2), rename('Second'))
    const { items } = await getJson<{ items: object[] }>(`${BASE}/releases`)
    expect(items).toEqual([
      {
        release: 1,
        datePublished: '2026-11-01T12:00:00Z',
        published: '2026-11-01T12:00:00Z',
        isCurrent: false,
        since: ['2026-11-01T12:00:00Z'],
      },
      {
        release: 2,
        datePublished: '2026-11-02T12:00:00Z',
        published: '2026-11-02T12:00:00Z',
        isCurrent: true,
        since: ['2026-11-02T12:00:00Z'],
      },
    ])
  })

  it('are each permanent, file by file and item by item', async () => {
    const paths = ['', '/box', '/events', '/events/first-round', '/statements/iraq-only']
    const before = await Promise.all(paths.map(async (path) => (await get(`${BASE}${path}`)).text()))
    await publish(TOPIC, day(2), rename('Second'))
    for (const [index, path] of paths.entries()) {
      const response = await get(`${BASE}/releases/1${path}`)
      expect(response.status, path).toBe(200)
      expect(response.headers.get('Cache-Control')).toBe(PINNED)
      expect(response.headers.get('X-Release')).toBe('1')
      expect(response.headers.get('Memento-Datetime')).toBe(day(1).toUTCString())
      expect(response.headers.get('Link')).toContain(`<${ORIGIN}${BASE}${path}>; rel="original"`)
      expect(await response.text(), path).toBe(before[index])
    }
    expect(await getJson(BASE)).toMatchObject({ name: 'Second', release: 2 })
  })

  it('do not include a draft, and no URL says otherwise', async () => {
    const draft = readTopic()
    draft.topic.name = 'Draft'
    await publishAuthored(draft, day(2), { isDraft: true })
    for (const path of [
      '',
      '/events',
      '/events?limit=2',
      '/events/first-round',
      '/changes',
      '/changes?from=1',
      '/box',
    ]) {
      const links = readLinks(await get(`${BASE}${path}`))
      expect(Object.keys(links).length, path).toBeGreaterThan(2)
      for (const relation of ['self', 'canonical', 'next', 'latest-version']) {
        const address = links[relation] ?? BASE
        expect((await get(address)).status, `${path}: ${relation} ${address}`).toBe(200)
      }
    }
    const { items } = await getJson<ItemList<ChangeItem>>('/v1/changes')
    expect(items).toHaveLength(2)
    for (const { url, release } of items) {
      expect(await getJson<Changes>(url.replace(ORIGIN, ''))).toMatchObject({ release })
    }
    expect(items.filter((item) => 'draft' in item)).toEqual([])
  })

  it.each(['0', '2', '99999999999', '-1', '1.0', '01', '__proto__'])('do not include %s', async (release) => {
    const response = await get(`${BASE}/releases/${release}`)
    expect(response.status).toBe(404)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
  })

  it('list what they changed', async () => {
    await publish(TOPIC, day(2), rename('Second'))
    expect(await getJson(`${BASE}/releases/2/changes`)).toMatchObject({
      release: 2,
      previous: 1,
      items: [
        { part: 'topic', kind: 'changed', fields: [{ field: 'name', before: 'US–Iran Iraq talks', after: 'Second' }] },
      ],
    })
    for (const path of ['/releases/1/changes', '/changes?to=1']) {
      expect(await getJson(`${BASE}${path}`), path).toEqual({ items: [], release: 1 })
    }
  })
})

describe('rollback', () => {
  it('restores the box byte for byte, with the same ETag', async () => {
    const before = await get(`${BASE}/box`)
    const script = await get(`/embed/${TOPIC}.js`)
    await publish(TOPIC, day(2), rename('Second'))
    expect((await get(`${BASE}/box`)).headers.get('ETag')).not.toBe(before.headers.get('ETag'))
    await rollback(TOPIC, undefined, day(3))
    const after = await get(`${BASE}/box`)
    expect(after.headers.get('ETag')).toBe(before.headers.get('ETag'))
    expect(await after.text()).toBe(await before.text())
    expect((await get(`/embed/${TOPIC}.js`)).headers.get('ETag')).toBe(script.headers.get('ETag'))
    expect(after.headers.get('Last-Modified')).toBe(day(3).toUTCString())
  })
})

/** The tag is computed from the file and the selecting code, not from the bytes; all the same, the two must change together. */
describe('the tag of a list and of an item', () => {
  const PATHS = ['/statements', '/statements?limit=2', '/events?from=2007', '/quotes?q=iraq', '/statements/iraq-only']
  const ask = async (path: string, from = reader) => {
    const response = await from.get(`${BASE}${path}`)
    expect(response.status).toBe(200)
    return { tag: response.headers.get('ETag'), body: await response.text() }
  }

  it.each(PATHS)('of %s changes with the bytes, and with nothing else that a client sees', async (path) => {
    const first = await ask(path)
    expect(await ask(path)).toEqual(first)
    expect((await get(`${BASE}${path}`, { 'If-None-Match': first.tag ?? '' })).status).toBe(304)
    const elsewhere = await ask(path, createReader({ origin: 'https://elsewhere.example' }))
    expect(elsewhere.body).not.toBe(first.body)
    expect(elsewhere.tag).not.toBe(first.tag)
    await publish(TOPIC, day(2), ({ statements, events }) => {
      for (const statement of statements) statement.text += ' In short.'
      for (const event of events) event.description += ' In short.'
    })
    const second = await ask(path)
    expect(second.body).not.toBe(first.body)
    expect(second.tag).not.toBe(first.tag)
    await rollback(TOPIC, undefined, day(3))
    expect(await ask(path)).toEqual(first)
  })

  it('changes with the release that a cursor names, where the file does not', async () => {
    const first = await ask('/statements?limit=2')
    await publish(TOPIC, day(2), rename('Second'))
    const second = await ask('/statements?limit=2')
    expect(second.body).not.toBe(first.body)
    expect(second.tag).not.toBe(first.tag)
  })

  it('of an item stays when a release keeps its file unchanged', async () => {
    const first = await ask('/statements/iraq-only')
    await publish(TOPIC, day(2), rename('Second'))
    expect(await ask('/statements/iraq-only')).toEqual(first)
  })

  it('of a later page changes when the last item of the page before is withdrawn', async () => {
    const { items } = JSON.parse((await ask('/statements?limit=100')).body) as { items: { id: string }[] }
    const place = items.findIndex(({ id }) => id === 'liaison-to-hezbollah')
    const { next } = JSON.parse((await ask(`/statements?limit=${place + 1}`)).body) as { next: string }
    const before = await ask(`/statements?limit=2&cursor=${next}`)
    await withdrawItem(TOPIC, 'liaison-to-hezbollah', day(2))
    const after = await ask(`/statements?limit=2&cursor=${next}`)
    expect(after.tag).not.toBe(before.tag)
  })
})

describe('the timegate', () => {
  const ask = (time: Date) => get(`${BASE}/timegate`, { 'Accept-Datetime': time.toUTCString() })

  it('redirects to the release that was current at the time', async () => {
    await publish(TOPIC, day(3), rename('Second'))
    await rollback(TOPIC, 1, day(5))
    for (const [at, release] of [
      [day(2), 1],
      [day(4), 2],
      [day(6), 1],
      [new Date(0), 1],
    ] as const) {
      const response = await ask(at)
      expect(response.status).toBe(302)
      expect(response.headers.get('Location'), at.toISOString()).toBe(`${ORIGIN}${BASE}/releases/${release}`)
      expect(response.headers.get('Vary')).toBe('Accept-Datetime')
      expect(response.headers.get('Link')).toContain(`<${ORIGIN}${BASE}>; rel="original"`)
    }
    expect((await get(`${BASE}/timegate`)).headers.get('Location')).toBe(`${ORIGIN}${BASE}/releases/1`)
    for (const [path, isNamed] of [
      ['', true],
      ['/releases/1', true],
      ['.md', false],
      ['/box', false],
      ['/events', false],
      ['/events?limit=1', false],
      ['/events/first-round', false],
      ['/releases/1/events', false],
      ['/releases/2/changes', false],
    ] as const) {
      const link = (await get(`${BASE}${path}`)).headers.get('Link')
      expect(link?.includes(`<${ORIGIN}${BASE}/timegate>; rel="timegate"`), path).toBe(isNamed)
    }
  })

  it('refuses an invalid date', async () => {
    for (const wanted of ['yesterday', '2026-11-02', 'Mon, 99 Nov 2026 12:00:00 GMT']) {
      const response = await get(`${BASE}/timegate`, { 'Accept-Datetime': wanted })
      expect(response.status, wanted).toBe(400)
    }
  })
})

describe('what was withdrawn', () => {
  const ID = 'liaison-to-hezbollah'

  it('is a 410 with its reason, in every release and every list', async () => {
    await publish(TOPIC, day(2), rename('Second'))
    const before = (await get(`${BASE}/statements`)).headers.get('ETag')
    await withdrawItem(TOPIC, ID, day(3))
    for (const path of [`${BASE}/statements/${ID}`, `${BASE}/releases/1/statements/${ID}`]) {
      const response = await get(path)
      expect(response.status).toBe(410)
      expect(await response.json()).toMatchObject({
        title: 'Gone',
        reason: 'Legal advice.',
        withdrawn: '2026-11-03T12:00:00Z',
      })
    }
    expect((await get(`${BASE}/events/${ID}`)).status).toBe(404)
    for (const path of ['', '/box', '/statements', '/releases/1', '/releases/1/box', '/releases/2/statements']) {
      const response = await get(`${BASE}${path}`)
      expect(response.status).toBe(200)
      expect(await response.text(), path).not.toContain(ID)
    }
    expect(await (await get(`/embed/${TOPIC}.js`)).text()).not.toContain(ID)
    expect((await get(`${BASE}/statements`)).headers.get('ETag')).not.toBe(before)
  })

  it('may be a whole release', async () => {
    await publish(TOPIC, day(2), rename('Second'))
    await withdrawRelease(TOPIC, 1, day(3))
    for (const path of ['', '/box', '/events/first-round', '/changes']) {
      expect((await get(`${BASE}/releases/1${path}`)).status, path).toBe(410)
    }
    expect((await get(BASE)).status).toBe(200)
    expect(await getJson(`${BASE}/releases`)).toMatchObject({
      items: [{ withdrawn: { reason: 'Published by mistake.' } }, {}],
    })
  })
})

describe('a retired id', () => {
  const DATE = '2026-11-02'

  const retireFirstTwo =
    (movedTo: string) =>
    ({ statements, topic }: Authored): void => {
      const [gone, moved] = statements.splice(0, 2)
      topic.retired.push(
        { id: gone?.id ?? '', date: DATE, reason: 'Not supported.' },
        { id: moved?.id ?? '', date: DATE, reason: 'It was something else.', movedTo },
      )
    }

  it('is a 410 or a redirect, under its own collection only', async () => {
    const retire = retireFirstTwo('first-round')
    await publish(TOPIC, day(2), retire)
    // Also when the release before it no longer has the id.
    for (const name of ['Second', 'Third']) {
      await publish(TOPIC, day(3), (authored) => {
        rename(name)(authored)
        retire(authored)
      })
      expect((await get(`${BASE}/statements/first-official-meeting`)).status).toBe(410)
      const moved = await get(`${BASE}/statements/iraq-only`)
      expect([moved.status, moved.headers.get('Location')]).toEqual([308, `${ORIGIN}${BASE}/events/first-round`])
      for (const id of ['first-official-meeting', 'iraq-only']) {
        for (const path of [`${BASE}/events/${id}`, `${BASE}/people/${id}`]) {
          const response = await get(path)
          expect(response.status).toBe(404)
          expect((await response.json<Problem>()).detail).toContain(`Its URL is ${ORIGIN}${BASE}/statements/${id}.`)
        }
      }
    }
  })

  it('is a 410 when it became a question without a URL of its own', async () => {
    await publish(TOPIC, day(2), (authored) => {
      const [moved] = authored.statements.splice(0, 1)
      const movedTo = authored.topic.unknowns[0]?.id ?? ''
      authored.topic.retired.push({ id: moved?.id ?? '', date: DATE, reason: 'Nobody knows.', movedTo })
    })
    expect((await get(`${BASE}/statements/first-official-meeting`)).status).toBe(410)
  })

  it('is a 410 with the reason, or redirects to where the item moved; old releases still have it', async () => {
    await publish(TOPIC, day(2), retireFirstTwo('support-for-iraq'))
    const gone = await get(`${BASE}/statements/first-official-meeting`)
    expect(gone.status).toBe(410)
    expect(await gone.json()).toMatchObject({
      reason: 'Not supported.',
      retired: '2026-11-02',
      detail: expect.stringContaining('was retired on'),
    })
    const moved = await get(`${BASE}/statements/iraq-only`)
    expect(moved.status).toBe(308)
    expect(moved.headers.get('Location')).toBe(`${ORIGIN}${BASE}/statements/support-for-iraq`)
    const shaped = await get(`${BASE}/statements/iraq-only?fields=text&include=event`)
    expect(shaped.headers.get('Location')).toMatch(/support-for-iraq\?fields=text&include=event$/)
    expect((await get(`${BASE}/releases/1/statements/iraq-only`)).status).toBe(200)
    const id = 'first-official-meeting'
    for (const path of [`${BASE}/cards/${id}`, `/embed/${TOPIC}?item=${id}`, `/snippet?item=${id}&topic=${TOPIC}`]) {
      const response = await get(path)
      expect([response.status, await response.text()], path).toEqual([410, expect.stringContaining('Not supported.')])
    }
    expect(await getJson(`${BASE}/cards/iraq-only`)).toMatchObject({ item: 'support-for-iraq' })
    expect(await getJson(`${BASE}/releases/1/cards/iraq-only`)).toMatchObject({ item: 'iraq-only' })
  })
})
