/** Paging within a topic: every item appears once, in the release in which paging began, whatever is published or withdrawn. */
import { reset } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ItemList, Problem } from '../../data/schema/api.ts'
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
  TOPIC,
  withdrawItem,
  withdrawRelease,
} from './content.ts'

const BASE = `/v1/topics/${TOPIC}`
const ids = readTopic().statements.map(({ id }) => id)

type Page = ItemList<{ id: string }>
let reader: Reader

beforeEach(async () => {
  await reset()
  reader = createReader()
  await publish(TOPIC, day(1))
})

/** Follows the Link headers and returns every page from a URL on. */
async function follow(path: string): Promise<Page[]> {
  const pages: Page[] = []
  for (let address: string | undefined = path; address !== undefined; ) {
    const response = await reader.get(address)
    expect(response.status, address).toBe(200)
    pages.push(await response.json<Page>())
    address = readLinks(response).next
  }
  return pages
}
const flatten = (pages: Page[]) => pages.flatMap(({ items }) => items.map(({ id }) => id))

describe('pages', () => {
  it.each([1, 7, 50, ids.length])('of %i have every item once, in order', async (limit) => {
    const pages = await follow(`${BASE}/statements?limit=${limit}`)
    expect(flatten(pages)).toEqual(ids)
    expect(pages).toHaveLength(Math.ceil(ids.length / limit))
    expect(pages.map(({ next }) => next !== undefined)).toEqual(pages.map((_, index) => index < pages.length - 1))
  })

  it('link forward, back and to the first, and keep the filters', async () => {
    const first = await reader.get(`${BASE}/statements?limit=3&q=crocker`)
    const { next } = await first.json<Page>()
    const second = await reader.get(`${BASE}/statements?q=crocker&cursor=${next}&limit=3`)
    expect(readLinks(first)).toMatchObject({ next: `${BASE}/statements?cursor=${next}&limit=3&q=crocker` })
    expect(readLinks(first).prev).toBeUndefined()
    expect(readLinks(second)).toMatchObject({
      self: `${BASE}/statements?cursor=${next}&limit=3&q=crocker`,
    })
    const { first: start = '', prev } = readLinks(second)
    expect([start, prev]).toEqual([expect.stringMatching(/statements\?cursor=[\w-]+&limit=3&q=crocker$/), start])
    expect(await (await reader.get(start)).text()).toBe(
      await reader.get(`${BASE}/statements?limit=3&q=crocker`).then((response) => response.text()),
    )
    const third = await reader.get(readLinks(second).next ?? '')
    expect(readLinks(third).prev).toBe(readLinks(second).self)
  })

  it('have 50 items where no limit is given', async () => {
    const { items, next } = await reader.getJson<Page>(`${BASE}/statements?fields=id`)
    expect(items).toHaveLength(Math.min(50, ids.length))
    expect(next !== undefined).toBe(ids.length > 50)
  })

  it('are the same bytes at their pinned URL', async () => {
    const moving = await reader.get(`${BASE}/statements?limit=3`)
    const location = moving.headers.get('Content-Location')?.replace(ORIGIN, '') ?? ''
    expect(location).toBe(`${BASE}/releases/1/statements?limit=3`)
    const pinned = await reader.get(location)
    expect(await pinned.text()).toBe(await moving.text())
    expect(pinned.headers.get('Cache-Control')).toBe('public, max-age=86400, s-maxage=60')
    expect(readLinks(pinned).next).toMatch(/releases\/1\/statements\?cursor=[\w-]+&limit=3$/)
  })
})

describe('a change between two pages', () => {
  it('does not change the release that is paged through, when it is a publish', async () => {
    const { next } = await reader.getJson<Page>(`${BASE}/statements?limit=3`)
    await publish(TOPIC, day(2), (authored) => {
      authored.statements.splice(0, 6)
    })
    const second = await reader.get(`${BASE}/statements?limit=3&cursor=${next}`)
    expect(second.headers.get('X-Release')).toBe('1')
    expect((await second.json<Page>()).items.map(({ id }) => id)).toEqual(ids.slice(3, 6))
    expect((await reader.getJson<Page>(`${BASE}/statements?limit=1`)).items[0]?.id).toBe(ids[6])
    expect(flatten(await follow(`${BASE}/statements?limit=3&cursor=${next}`))).toEqual(ids.slice(3))
  })

  it('does not change the release of links back', async () => {
    const { next } = await reader.getJson<Page>(`${BASE}/statements?limit=3`)
    await publish(TOPIC, day(2), (authored) => {
      authored.statements.splice(0, 6)
    })
    for (const cursor of [next, (await reader.getJson<Page>(`${BASE}/statements?limit=3&cursor=${next}`)).next]) {
      const links = readLinks(await reader.get(`${BASE}/statements?limit=3&cursor=${cursor}`))
      for (const address of [links.first, links.prev]) {
        const response = await reader.get(address ?? '')
        expect(response.headers.get('X-Release')).toBe('1')
        const { items } = await response.json<Page>()
        expect(items.map(({ id }) => id)).toEqual(
          ids
            .slice(0, 6)
            .slice(address === links.first ? 0 : -3)
            .slice(0, 3),
        )
      }
    }
  })

  it('skips no item when it is a withdrawal, even of the last item of a page', async () => {
    const { next } = await reader.getJson<Page>(`${BASE}/statements?limit=3`)
    await withdrawItem(TOPIC, ids[2] ?? '', day(2))
    await withdrawItem(TOPIC, ids[3] ?? '', day(2))
    const { items } = await reader.getJson<Page>(`${BASE}/statements?limit=2&cursor=${next}`)
    expect(items.map(({ id }) => id)).toEqual(ids.slice(4, 6))
    expect(flatten(await follow(`${BASE}/statements?limit=2`))).toEqual(ids.filter((_, i) => i !== 2 && i !== 3))
  })

  it('gives a 410 when it withdraws the release', async () => {
    const { next } = await reader.getJson<Page>(`${BASE}/statements?limit=3`)
    await publish(TOPIC, day(2), rename('Second'))
    await withdrawRelease(TOPIC, 1, day(3))
    expect((await reader.get(`${BASE}/statements?cursor=${next}`)).status).toBe(410)
  })

  it('does not prevent paging through a draft', async () => {
    const authored = readTopic()
    authored.topic.name = 'Draft'
    await publishAuthored(authored, day(2), { isDraft: true })
    expect(flatten(await follow(`${BASE}/statements?limit=20`))).toEqual(ids)
    expect((await reader.get(`${BASE}/statements?limit=20`)).headers.has('Content-Location')).toBe(false)
  })
})

describe('a cursor', () => {
  const encode = (text: string) => btoa(text).replace(/=+$/, '')

  it.each([
    ['%%%', /percent/],
    ['abc', /`next`/],
    [encode('7~iraq-only'), /release 7/],
    [encode('0~iraq-only'), /`next`/],
    [encode('1~nope'), /`next`/],
    [encode('1~first-round'), /`next`/],
    [encode('01~iraq-only'), /`next`/],
    [encode('iraq-only'), /`next`/],
    [`${encode('1~iraq-only')}A`, /`next`/],
  ])('%s is refused', async (cursor, detail) => {
    const response = await reader.get(`${BASE}/statements?cursor=${cursor}`)
    expect(response.status).toBe(400)
    const { errors } = await response.json<Problem>()
    expect(errors).toEqual([{ parameter: 'cursor', detail: expect.stringMatching(detail) }])
  })

  it('of another release than the URL is refused', async () => {
    await publish(TOPIC, day(2), rename('Second'))
    const response = await reader.get(`${BASE}/releases/1/statements?cursor=${encode('2~iraq-only')}`)
    expect(response.status).toBe(400)
  })
})
