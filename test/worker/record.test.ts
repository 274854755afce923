/** The record of a topic of any size: every item is on one page, no page is too long, and short URLs lead to the item. */
import { beforeAll, describe, expect, it } from 'vitest'
import { growTopic } from '../fixtures/large-topic.ts'
import { createReader, ORIGIN, PUBLISHED_AT, publishAuthored, readTopic, TOPIC } from './content.ts'

const LARGE = `${TOPIC}-grown`
const SIZE = { events: 500, statements: 2000, articles: 200, people: 300 }
const MAX_BYTES = 250_000
const MAX_USUAL_BYTES = 90_000
const HTML = { headers: { Accept: 'text/html' } }
const reader = createReader({ freshSeconds: 60 })

beforeAll(async () => {
  await publishAuthored(readTopic(), PUBLISHED_AT)
  await publishAuthored(growTopic(readTopic(), SIZE), PUBLISHED_AT)
})

const getPage = async (path: string) => {
  const response = await reader.get(path, HTML)
  expect(response.status, path).toBe(200)
  return response.text()
}
const listIds = (page: string) => [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id)
const findLink = (page: string, relation: string) =>
  page.match(new RegExp(`<link rel="${relation}" href="([^"]*)"`))?.[1]?.replaceAll('&amp;', '&')

it('holds the real topic on one page', async () => {
  const page = await getPage(`/topics/${TOPIC}`)
  expect(new TextEncoder().encode(page).length).toBeLessThan(MAX_USUAL_BYTES)
  expect(findLink(page, 'next')).toBeUndefined()
})

describe('a large topic', () => {
  it('is on linked pages, with each item on one of them', async () => {
    const seen = new Map<string, number>()
    let path: string | undefined = `/topics/${LARGE}`
    let previous: string | undefined
    let pages = 0
    while (path) {
      const page = await getPage(path)
      pages++
      expect(new TextEncoder().encode(page).length, path).toBeLessThan(MAX_BYTES)
      expect(findLink(page, 'canonical')).toBe(`${ORIGIN}${path}`)
      expect(findLink(page, 'prev')).toBe(previous)
      const ids = listIds(page)
      expect(new Set(ids).size, path).toBe(ids.length)
      // The overview shows the starts of lists that other pages have in full.
      if (previous) for (const id of ids) seen.set(id, (seen.get(id) ?? 0) + 1)
      previous = path
      path = findLink(page, 'next')
    }
    expect(pages).toBeGreaterThan(20)
    const { events, statements, articles, parties, topic } = growTopic(readTopic(), SIZE)
    const items = [
      ...events,
      ...statements,
      ...articles,
      ...parties.people,
      ...parties.organizations,
      ...topic.unknowns,
    ]
    expect(items.filter(({ id }) => seen.get(id) !== 1)).toEqual([])
  })

  it('filters on pages that search engines do not index', async () => {
    const page = await getPage(`/topics/${LARGE}?speaker=ryan-crocker&status=agreed`)
    expect(page).toContain('<meta name="robots" content="noindex"/>')
    expect(page).toContain('Next page')
    expect(page).not.toMatch(/<h4 class="status">Said</)
    expect((await reader.get(`/topics/${LARGE}?page=999&speaker=ryan-crocker`)).status).toBe(404)
    expect((await reader.get(`/topics/${LARGE}?month=1990-01`)).status).toBe(404)
  })

  it('redirects a short URL to the page with the item', async () => {
    for (const id of ['statement-1234', 'event-321', 'article-100', 'person-250']) {
      const response = await reader.get(`/topics/${LARGE}/${id}`, { ...HTML, redirect: 'manual' })
      const to = response.headers.get('Location') ?? `${ORIGIN}${findRefresh(await response.text())}`
      expect(to, id).toMatch(new RegExp(`\\?(?:month|page|part)=.*#${id}$`))
      expect(listIds(await getPage(to.slice(ORIGIN.length).split('#')[0] ?? ''))).toContain(id)
    }
  })
})

const findRefresh = (page: string) => page.match(/content="0; url=([^"]*)"/)?.[1]?.replaceAll('&amp;', '&') ?? ''

describe('the short URL of an item', () => {
  const get = (id: string) => reader.get(`/topics/${TOPIC}/${id}`, { ...HTML, redirect: 'manual' })

  it('is a card that contains all that it must, and links to the item', async () => {
    const page = await (await get('iraq-only')).text()
    expect(findRefresh(page)).toBe(`/topics/${TOPIC}#iraq-only`)
    for (const words of [
      'Said to be agreed: US–Iran Iraq talks',
      'agreed to focus on Iraq only at the first meeting (Iran Focus).',
      'Ryan Crocker, US ambassador to Iraq.',
      'Iran Focus, news.',
      'First round of talks, 28 May 2007.',
      'Not in these sources: Neither source carries Iran’s account',
      'Release 1, ',
      `<meta property="og:url" content="${ORIGIN}/topics/${TOPIC}/iraq-only"/>`,
      `oembed?url=${encodeURIComponent(`${ORIGIN}/topics/${TOPIC}/iraq-only`)}`,
    ]) {
      expect(page).toContain(words)
    }
  })

  it('redirects without a card where the item must not be shown alone, or is not a statement or event', async () => {
    for (const id of ['qods-force-member', 'ryan-crocker', 'voa-talks-on-iraq']) {
      const response = await get(id)
      expect([response.status, response.headers.get('Location')]).toEqual([302, `${ORIGIN}/topics/${TOPIC}#${id}`])
      expect(response.headers.get('X-Robots-Tag')).toBe('noindex')
    }
    expect((await get('no-such-item')).status).toBe(404)
  })
})

describe('a filter', () => {
  it('selects the statements of a status, a speaker and an outlet', async () => {
    const page = await getPage(`/topics/${TOPIC}?outlet=iran-focus-crocker-meeting&speaker=ryan-crocker&status=agreed`)
    expect(listIds(page)).toContain('iraq-only')
    expect(listIds(page)).not.toContain('first-official-meeting')
    expect(page).toContain('<h1>2 statements: Said to be agreed, Ryan Crocker, Iran Focus</h1>')
  })
})
