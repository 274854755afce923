/** A box is compact, and bounded whatever its topic's size. */
import { brotliCompressSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildBox, MAX_BOX_BYTES, measureBox } from '../../data/build/box.ts'
import type { Topic } from '../../data/wire.ts'
import { launchChromium } from '../browser.ts'
import { type Host, startHost, TOPIC, waitForBox } from './host.ts'

const KIB = 1024
const MAX_HEIGHTS = { 300: 850, 360: 790, 640: 580, 900: 490 }
const MAX_WORDS = 170
const MAX_NODES = 200
const MAX_LARGE_NODES = 600

let browser: Browser
let host: Host

beforeAll(async () => {
  browser = await launchChromium()
  host = await startHost(browser)
})
afterAll(async () => {
  await host?.close()
  await browser?.close()
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
})

/** In the page: without what only a screen reader is given. */
function countVisibleWords(article: Element): number {
  const hidden = article.querySelectorAll<HTMLElement>('details > summary > span')
  for (const span of hidden) span.hidden = true
  return (article as HTMLElement).innerText.split(/\s+/).length
}

const countNodes = (page: Page) =>
  page.locator('fact-box').evaluate((box) => box.shadowRoot?.querySelectorAll('*').length ?? 0)

describe('the compact box', () => {
  it.each(Object.entries(MAX_HEIGHTS))('is at a width of %d px no higher than it may be', async (width, height) => {
    const { page } = await host.open(
      `<style>body{margin:0}</style><script async src="%ORIGIN%/embed/${TOPIC}.js"></script>`,
      { viewport: { width: +width, height: 800 } },
    )
    await waitForBox(page)
    expect((await page.locator('fact-box').boundingBox())?.height).toBeLessThanOrEqual(height)
  })

  it('has few words and nodes, and at most four rows', async () => {
    const { page } = await host.open(`<script async src="%ORIGIN%/embed/${TOPIC}.js"></script>`)
    await waitForBox(page)
    expect(await page.locator('fact-box article').evaluate(countVisibleWords)).toBeLessThanOrEqual(MAX_WORDS)
    expect(await countNodes(page)).toBeLessThanOrEqual(MAX_NODES)
    const rows = await page.locator('fact-box .row').evaluateAll((all) => all.map(({ className }) => className))
    expect(rows.length).toBeLessThanOrEqual(4)
    expect(rows.at(-1)).toBe('row unknowns')
  })
})

describe('a topic of 500 events and 2,000 statements', () => {
  let large: Topic

  beforeAll(() => {
    large = enlarge(JSON.parse(host.topic), 500, 2000)
  })

  it('has a box within its bound, and a script within its own', async () => {
    const box = buildBox(large)
    expect(measureBox(box)).toBeLessThanOrEqual(MAX_BOX_BYTES)
    const script = await (await fetch(`${host.origin}/widget.js`)).text()
    const tag = script.replace(/\(\)$/, () => `(${JSON.stringify(box)})`)
    expect(brotliCompressSync(tag).length).toBeLessThanOrEqual(24 * KIB)
  })

  it.each(['compact', 'full'])('is drawn with few nodes and says how many there are: %s', async (size) => {
    host.answerBox({ type: 'application/json', body: JSON.stringify(buildBox(large)) })
    const { page } = await host.open(
      `<script async src="%ORIGIN%/widget.js"></script><fact-box topic="${TOPIC}" size="${size}"></fact-box>`,
    )
    await waitForBox(page)
    expect(await countNodes(page)).toBeLessThan(MAX_LARGE_NODES)
    const count = large.statements.filter(({ status }) => status === 'claimed').length
    const more = page.locator('fact-box .claimed .all')
    expect(await more.textContent()).toBe(`All ${count.toLocaleString('en')} in the full record`)
    host.answerBox(undefined)
  })
})

/** The same events and statements over and over, under other ids and from many articles. */
function enlarge(topic: Topic, events: number, statements: number): Topic {
  const repeat = <Item extends { id: string }>(items: Item[], count: number) =>
    Array.from({ length: count }, (_, index) => {
      const item = items[index % items.length]
      if (!item) throw new Error('nothing to repeat')
      return { ...item, id: `${item.id}-${index}` }
    })
  const articles = repeat(topic.articles, 200)
  return {
    ...topic,
    articles,
    events: repeat(topic.events, events),
    statements: repeat(topic.statements, statements).map((statement, index) => ({
      ...statement,
      citations: statement.citations.map((citation) => ({ ...citation, article: articles[index % 200]?.id ?? '' })),
    })),
    unknowns: repeat(topic.unknowns, 100),
  }
}
