/** Pages for readers: their content, their security policy, and how long their assets may be cached. */
import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { listIds } from '../../data/checks/ids.ts'
import { PAGE_IDS } from '../../data/checks/page-ids.ts'
import { listAssertions } from '../../data/citations/assertions.ts'
import type { Topic } from '../../data/schema/api.ts'
import {
  createNamespace,
  createReader,
  HARBOUR,
  ORIGIN,
  PUBLISHED_AT,
  publish,
  publishReal,
  readTopic,
  rename,
  resetStores,
  TOPIC,
  withdrawRelease,
} from './content.ts'

const PAGE = `/topics/${TOPIC}/verify`
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; manifest-src 'self'; connect-src 'self'; frame-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

const get = (path: string, init?: RequestInit): Promise<Response> =>
  exports.default.fetch(new Request(`${ORIGIN}${path}`, init))
const readPage = () => get(PAGE).then((response) => response.text())
const findAssets = (page: string) =>
  [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '')

beforeAll(async () => {
  await publishReal()
})

describe(PAGE, () => {
  it('is a page under the strictest policy, with an ETag, and changes with the release', async () => {
    const response = await get(PAGE)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('Content-Security-Policy')).toBe(POLICY)
    expect(response.headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(response.headers.get('Cache-Control')).toContain('public, max-age=60')
    expect(response.headers.get('X-Release')).toBe('1')
    expect(response.headers.get('Set-Cookie')).toBeNull()
    const etag = response.headers.get('ETag') ?? ''
    expect(etag).toMatch(/^"[\w-]+"$/)
    const again = await get(PAGE, { headers: { 'If-None-Match': etag } })
    expect([again.status, again.headers.get('Content-Security-Policy')]).toEqual([304, POLICY])
  })

  it('has no inline script or style, and loads only its two assets', async () => {
    const page = await readPage()
    expect(page).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:/i)
    expect(findAssets(page)).toHaveLength(2)
    expect([...page.matchAll(/<(?:script|link|img|iframe)[^>]*(?:src|href)="https?:/g)].map(([tag]) => tag)).toEqual([
      '<link rel="canonical" href="https:',
    ])
    expect(page).toContain(`<link rel="canonical" href="${ORIGIN}${PAGE}"/>`)
  })

  it('names every article, place and fingerprint, and says how to check them by hand', async () => {
    const [page, topic] = await Promise.all([
      readPage(),
      get(`/v1/topics/${TOPIC}`).then((response) => response.json<Topic>()),
    ])
    for (const { citations } of listAssertions(topic)) {
      for (const { article, locator } of citations) {
        const { start, end, sha256 } = locator
        const [, row = ''] = page.split(`<tr id="passage-${article}-${start}-${end}">`)
        expect(row).toMatch(
          new RegExp(`^<th scope="row">Characters ${start}–${end}</th>.*?SHA-256 <code>${sha256}</code></p></td></tr>`),
        )
      }
    }
    for (const { textDigest, id } of topic.articles) {
      expect(page).toContain(textDigest)
      expect(page).toContain(`[&quot;${id}&quot;,`)
    }
    for (const words of ['by hand', 'Unicode NFC', 'SHA-256', '<noscript>', 'lang="en"', '<h1>']) {
      expect(page).toContain(words)
    }
  })

  it('is a 404 problem for an unknown topic', async () => {
    for (const path of ['/topics/nope/verify', '/topics/__proto__/verify', '/topics/%3Cscript%3E/verify']) {
      const response = await get(path)
      expect(response.status, path).toBe(404)
      expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    }
  })
})

describe('/topics/{topic}', () => {
  it('uses each id once: for items, and reserved ones for everything else', async () => {
    const page = await (await get(`/topics/${TOPIC}`)).text()
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id)
    expect(ids.length).toBe(new Set(ids).size)
    const items = new Set(listIds(readTopic()).map(({ id }) => id))
    expect(ids.filter((id) => !items.has(id)).toSorted()).toEqual(PAGE_IDS.toSorted())
  })
})

describe('/embed/{topic} that fails', () => {
  const browser = { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }

  it.each(['/embed/nope', '/embed/__proto__', `/embed/${TOPIC}?release=9`])(
    'is a page for frames to a browser, and a problem to a program: %s',
    async (path) => {
      const page = await get(path, browser)
      expect([page.status, page.headers.get('Content-Type')]).toEqual([404, 'text/html; charset=utf-8'])
      expect(page.headers.get('Content-Security-Policy')).toBe(POLICY.replace("ancestors 'none'", 'ancestors *'))
      expect(page.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp')
      expect([page.headers.get('Cache-Control'), page.headers.get('Vary')]).toEqual(['no-store', 'Accept'])
      const body = await page.text()
      expect(body).toContain('There is no such page')
      expect(body).toContain('<base target="_blank"/>')
      expect(body).not.toContain('masthead')
      expect((await get(path)).headers.get('Content-Type')).toBe('application/problem+json')
    },
  )

  it('says that it was withdrawn, or that it cannot be read', async () => {
    const unread = await createReader({ namespace: createNamespace(() => 'error') }).get(`/embed/${TOPIC}`, browser)
    expect([unread.status, unread.headers.get('Retry-After')]).toEqual([503, '5'])
    expect(await unread.text()).toContain('Temporarily unavailable')
    await publish(HARBOUR, PUBLISHED_AT)
    await publish(HARBOUR, PUBLISHED_AT, rename('Another name'))
    await withdrawRelease(HARBOUR, 1, PUBLISHED_AT, 'It could hurt somebody.')
    const gone = await createReader().get(`/embed/${HARBOUR}?release=1`, browser)
    expect(gone.status).toBe(410)
    expect(await gone.text()).toContain('It could hurt somebody.')
  })

  it('is a problem to a script element, which no browser runs', async () => {
    const script = await get('/embed/nope.js', browser)
    expect([script.status, script.headers.get('Content-Type')]).toEqual([404, 'application/problem+json'])
    expect(script.headers.get('X-Content-Type-Options')).toBe('nosniff')
  })
})

describe('/assets', () => {
  it('serves what the page loads, permanently, under names made from the content', async () => {
    const [style = '', script = ''] = findAssets(await readPage())
    expect([style, script]).toEqual([
      expect.stringMatching(/^\/assets\/site-[0-9a-f]{16}\.css$/),
      expect.stringMatching(/^\/assets\/verify-[0-9a-f]{16}\.js$/),
    ])
    for (const [path, type] of [
      [style, 'text/css; charset=utf-8'],
      [script, 'text/javascript; charset=utf-8'],
    ] as const) {
      const response = await get(path)
      expect(response.status).toBe(200)
      expect(response.headers.get('Content-Type')).toBe(type)
      expect(response.headers.get('Cache-Control')).toContain('public, max-age=31536000, immutable')
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()))
      const name = Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('')
      expect(path).toContain(name)
    }
  })

  it('redirects from the file of an earlier build, which an archived page may name, to the current one', async () => {
    const [style = ''] = findAssets(await readPage())
    const older = await get('/assets/site-0123456789abcdef.css', { redirect: 'manual' })
    expect([older.status, older.headers.get('Location')]).toEqual([302, ORIGIN + style])
    expect(older.headers.get('Cache-Control')).toBe('no-store')
  })

  it('serves nothing under other names', async () => {
    for (const path of [
      '/assets/verify.js',
      '/assets/verify-0123.js',
      '/assets/nope-0123456789abcdef.js',
      '/assets/constructor-0123456789abcdef',
      '/assets/',
      '/assets/__proto__',
    ]) {
      expect((await get(path)).status, path).toBe(404)
    }
  })
})

describe('the ETag', () => {
  it.each([
    '/',
    '/topics',
    '/about',
    '/docs',
    '/vocabulary',
    '/v1/openapi.json',
    '/.well-known/api-catalog',
    `/topics/${TOPIC}`,
    `/embed/${TOPIC}`,
    PAGE,
    `/v1/topics/${TOPIC}.jsonld`,
  ])('of %s differs between origins, and is the same for the same bytes', async (path) => {
    const ask = async (origin: string) => {
      const response = await createReader({ origin }).get(path)
      expect(response.status).toBe(200)
      return { tag: response.headers.get('ETag'), body: await response.text() }
    }
    const here = await ask(ORIGIN)
    const elsewhere = await ask('https://elsewhere.example')
    expect(elsewhere.body).toContain('https://elsewhere.example')
    expect(elsewhere.tag).not.toBe(here.tag)
    expect(await ask(ORIGIN)).toEqual(here)
  })
})

describe('/vocabulary', () => {
  it('has every term of the linked data at the URL in the data, to read and as linked data', async () => {
    const response = await get(`/v1/topics/${TOPIC}.jsonld`)
    const { '@context': context } = await response.json<{ '@context': Record<string, string | { '@id'?: string }> }>()
    const addresses = Object.values(context).map((term) => (typeof term === 'string' ? term : (term['@id'] ?? '')))
    const own = addresses.filter((address) => address.startsWith(`${ORIGIN}/vocabulary#`))
    expect(own.length).toBeGreaterThan(10)
    const page = await (await get('/vocabulary')).text()
    const graph = page.match(/<script type="application\/ld\+json">(.*?)<\/script>/)?.[1] ?? ''
    const described = (JSON.parse(graph) as { '@graph': { '@id': string }[] })['@graph'].map((node) => node['@id'])
    for (const address of own) {
      expect(page).toContain(`id="${address.split('#')[1]}"`)
      expect(described).toContain(address)
    }
  })
})

describe('/topics/{topic}/changes', () => {
  const readDescription = async (query = '') => {
    const page = await createReader().get(`/topics/${HARBOUR}/changes${query}`)
    return /<meta name="description" content="([^"]*)"/.exec(await page.text())?.[1]
  }

  it('says of the only release that there is no other, and of one beside itself that it is the same', async () => {
    await resetStores()
    await publish(HARBOUR, new Date('2026-11-02T10:00:00Z'))
    expect(await readDescription()).toBe('Release 1 is the only one that can be read: there is nothing to compare.')
    await publish(HARBOUR, new Date('2026-11-03T10:00:00Z'), rename('Renamed'))
    expect(await readDescription()).toBe('From release 1, 2 November 2026, to release 2, 3 November 2026: 1 change.')
    expect(await readDescription('?after=1&before=1')).toMatch(/^Release 1 is compared with itself:/)
    await withdrawRelease(HARBOUR, 1, new Date('2026-11-04T10:00:00Z'))
    expect(await readDescription('?after=2&before=2')).toMatch(/^Release 2 is the only one/)
  })
})

describe('/snippet?as=mail', () => {
  it('speaks the language of its topic', async () => {
    await publish(HARBOUR, new Date('2026-11-05T10:00:00Z'), ({ topic, events, statements }) => {
      topic.inLanguage = 'fa'
      topic.name = 'پل'
      for (const one of topic.abstract) one.text = 'پل بسته شد.'
      for (const one of events) one.name = 'بازدید'
      for (const one of statements) one.text = 'پل بسته شد.'
    })
    const html = await (await createReader().get(`/snippet?as=mail&topic=${HARBOUR}`)).text()
    const words = [...html.matchAll(/>([^<]+)<|alt="([^"]+)"/g)].map(([, text, alt]) => text ?? alt).join(' ')
    expect(words).toContain('پروندهٔ کامل')
    expect(words).not.toMatch(/[A-Za-z]/)
  })
})

describe('/topics/{topic}/{id} of no item', () => {
  it('names the nearest ids', async () => {
    const response = await get(`/topics/${TOPIC}/first-roun`)
    expect([response.status, (await response.json<{ detail: string }>()).detail]).toEqual([
      404,
      `Release 1 of ${TOPIC} has no item first-roun; nearest: first-round, first-official-meeting, second-round.`,
    ])
  })
})

describe.each(['/', '/preview', '/snippet'])('%s', (path) => {
  it('says that there is no such release', async () => {
    const response = await get(`${path}?release=99&topic=${TOPIC}`)
    expect([response.status, (await response.json<{ detail: string }>()).detail]).toEqual([
      404,
      `There is no release 99 of ${TOPIC}; the newest is 1.`,
    ])
  })
})

describe('/search', () => {
  it.each(['%22', '*', '%F0%9F%98%80', 'a'.repeat(201)])(
    'says what is wrong with %s, and reads no index',
    async (q) => {
      const response = await get(`/search?q=${q}`, { headers: { Accept: 'text/html' } })
      expect([response.status, response.headers.get('Cache-Control')]).toEqual([400, 'no-store'])
      expect(response.headers.get('Content-Security-Policy')).toBe(POLICY)
      const page = await response.text()
      expect(page).toMatch(/role="alert">Your search must /)
      const api = await (await get(`/v1/search?q=${q}`)).json<{ errors: { parameter: string; detail: string }[] }>()
      expect(api.errors.map(({ parameter }) => parameter)).toEqual(['q'])
      expect(page).toContain(`${api.errors[0]?.detail}.`)
    },
  )
})
