/**
 * Content that is hostile in every text field, as if no review had taken place. HTML and XML parsers, a browser, a spreadsheet and
 * script tags find only texts, unchanged.
 */
import { Script } from 'node:vm'
import { parse as parseCsv } from 'csv-parse/sync'
import { JSDOM } from 'jsdom'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { provideChromium } from '../../fixtures/provide-browser.ts'
import { publishAll, type Service, startService } from '../../fixtures/worker-service.ts'
import { FORMULAS, HOSTILE, loadHostileTopic, PAYLOAD } from './hostile-topic.ts'

const RECORD = `/v1/topics/${HOSTILE}`
const PAGES = [`/topics/${HOSTILE}`, `/topics/${HOSTILE}/verify`, `/embed/${HOSTILE}`]
const TEXT = `${FORMULAS[0]} ${PAYLOAD}`
/** Elements and attributes that the payload would create in a document that parses it as markup. */
const INTRUDERS = 'img[src="x"], svg[onload], [onfocus], [onerror], [autofocus], a[href^="javascript:" i]'

let service: Service
const browser = await provideChromium()
const read = async (path: string) => {
  const response = await fetch(`${service.origin}${path}`)
  expect(response.status, path).toBe(200)
  return response.text()
}

beforeAll(async () => {
  service = await startService({ publish: publishAll([await loadHostileTopic()]) })
})
afterAll(async () => {
  await service?.close()
})

function expectHarmless(fragment: ParentNode, what: string) {
  expect(
    [...fragment.querySelectorAll(INTRUDERS)].map(({ outerHTML }) => outerHTML),
    what,
  ).toEqual([])
  const scripts = [...fragment.querySelectorAll('script:not([type="application/ld+json"])')]
  expect(scripts.filter(({ textContent }) => textContent?.includes('pwned')).length, what).toBe(0)
}

describe('HTML in every text', () => {
  it.each(PAGES)('stays text in %s', async (path) => {
    const { document } = new JSDOM(await read(path)).window
    expectHarmless(document, path)
    for (const noscript of document.querySelectorAll('noscript'))
      expectHarmless(JSDOM.fragment(noscript.textContent ?? ''), path)
    expect(document.title).toContain(TEXT)
    for (const data of document.querySelectorAll('script[type="application/ld+json"]')) {
      expect(JSON.stringify(JSON.parse(data.textContent ?? ''))).toContain('pwned')
    }
  })

  it.each(['feed.atom', 'feed.json'])('stays text in %s, also after the client has unpacked it', async (name) => {
    const feed = await read(`${RECORD}/${name}`)
    const contents = name.endsWith('.json')
      ? (JSON.parse(feed).items as { content_html?: string }[]).map((item) => item.content_html ?? '')
      : [...parseXml(feed).querySelectorAll('content, summary')].map(({ textContent }) => textContent ?? '')
    expect(contents.length).toBeGreaterThan(0)
    for (const content of contents) expectHarmless(JSDOM.fragment(content), name)
    expect(contents.some((content) => JSDOM.fragment(content).textContent?.includes('<script>pwned()'))).toBe(true)
  })

  it('stays text in oEmbed, as JSON and as XML', async () => {
    const url = encodeURIComponent(`${service.origin}/topics/${HOSTILE}`)
    const { title, html } = JSON.parse(await read(`/oembed?url=${url}`))
    const xml = parseXml(await read(`/oembed?url=${url}&format=xml`))
    expect([title, xml.querySelector('title')?.textContent]).toEqual([TEXT, TEXT])
    for (const markup of [html, xml.querySelector('html')?.textContent]) {
      const fragment = JSDOM.fragment(markup)
      expectHarmless(fragment, 'oEmbed')
      expect([...fragment.children].map(({ localName }) => localName)).toEqual(['blockquote', 'iframe', 'script'])
      expect([fragment.querySelector('a')?.textContent, fragment.querySelector('iframe')?.title]).toEqual([TEXT, TEXT])
    }
  })

  it('stays text in Markdown', async () => {
    const markdown = await read(`${RECORD}.md`)
    expect(markdown).toContain('pwned')
    expect(markdown).not.toMatch(/(?<!\\)<(?:script|img|svg|\/)/)
    expect(markdown).not.toMatch(/(?<!\\)\]\(javascript:/)
  })

  it('breaks no line of the calendar', async () => {
    const lines = (await read(`${RECORD}/events.ics`)).replace(/\r\n[ \t]/g, '').split('\r\n')
    for (const line of lines) expect(line).toMatch(/^(?:[A-Z-]+[;:]|$)/)
    expect(lines.some((line) => line.includes('pwned'))).toBe(true)
  })
})

it('is complete in JSON and JSON-LD', async () => {
  for (const path of ['', '/box', '.jsonld', '/statements?q=pwned&limit=1']) {
    expect(JSON.stringify(JSON.parse(await read(`${RECORD}${path}`))), path).toContain(
      JSON.stringify(PAYLOAD).slice(1, -1),
    )
  }
})

it('runs no formula in a spreadsheet', async () => {
  for (const name of ['events.csv', 'statements.csv']) {
    const cells = (parseCsv(await read(`${RECORD}/${name}`)) as string[][]).flat()
    expect(
      cells.filter((cell) => /^[=+\-@\t\r]/.test(cell)),
      name,
    ).toEqual([])
    expect(
      cells.some((cell) => cell.startsWith("'=HYPERLINK")),
      name,
    ).toBe(true)
  }
})

describe('the script with a box inside', () => {
  it('is one script whatever its texts contain, and passes two arguments: the origin and the rendered box', async () => {
    const [script, box] = await Promise.all([read(`/embed/${HOSTILE}.js`), read(`${RECORD}/box`)])
    expect(() => new Script(script)).not.toThrow()
    expect(script).not.toMatch(/<\/script|<!--/i)
    const [origin, rendered] = JSON.parse(`[${script.slice(script.lastIndexOf('})(') + 3, script.lastIndexOf(')'))}]`)
    const { topic, release } = JSON.parse(box)
    expect([origin, rendered]).toEqual([service.origin, expect.objectContaining({ topic, release, lang: 'en' })])
    expect(rendered.html).not.toMatch(/<(?:script|img|iframe|object|svg)/i)
  })
})

describe('a browser runs none of it', () => {
  const visit: Record<string, (page: Page) => Promise<unknown>> = {
    ...Object.fromEntries(PAGES.map((path) => [path, (page: Page) => page.goto(`${service.origin}${path}`)])),
    'in the box on another page': (page) =>
      page.setContent(`<!doctype html><script async src="${service.origin}/embed/${HOSTILE}.js"></script>`),
  }

  it.each(Object.entries(visit))('%s', async (_, open) => {
    const page = await browser.newPage()
    const attempts: string[] = []
    await page.exposeFunction('pwned', () => attempts.push('called'))
    page.on('dialog', (dialog) => attempts.push(dialog.message()))
    page.on('pageerror', (error) => attempts.push(String(error)))
    await open(page)
    await page.getByRole('heading', { name: 'pwned()' }).first().waitFor()
    // The locator also searches shadow roots.
    expect([await page.locator(INTRUDERS).count(), attempts]).toEqual([0, []])
    await page.close()
  })
})

function parseXml(text: string): Document {
  return new JSDOM(text, { contentType: 'text/xml' }).window.document
}
