/** A box is compact, and bounded whatever its topic's size. */

import { brotliCompressSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildBox, MAX_BOX_BYTES, measureBox } from '../../data/build/box.ts'
import type { Box, Topic } from '../../data/schema/api.ts'
import { ENGLISH, LANGS } from '../../widget/i18n/language.ts'
import { makeServed } from '../fixtures/box-service.ts'
import { provideHost } from '../fixtures/provide-browser.ts'
import { TOPIC, waitForBox } from './host.ts'
import { measureBox as measureDrawn } from './measure-box.ts'

const KIB = 1024
const MAX_HEIGHTS = { 300: 850, 360: 790, 640: 580, 900: 490 }
const MAX_WORDS = 170
const MAX_NODES = 200
const MAX_LARGE_NODES = 600

const host = await provideHost()

describe.each(LANGS)('the compact box in %s', (lang) => {
  it.each(Object.entries(MAX_HEIGHTS))('is at a width of %d px no higher than its bound', async (width, height) => {
    const drawn = await measureDrawn(host, { width: +width, lang })
    expect(drawn.height).toBeLessThanOrEqual(height)
    expect(drawn.words).toBeLessThanOrEqual(MAX_WORDS)
    expect(drawn.nodes).toBeLessThanOrEqual(MAX_NODES)
  })
})

describe('the compact box', () => {
  it('names each speaker, outlet and status once in a row, and once in a statement of an open row', async () => {
    const { page } = await host.open(
      `<script async src="%ORIGIN%/embed/${TOPIC}.js" data-open="agreed claimed planned unknowns"></script>`,
    )
    await waitForBox(page)
    const { parties, groups, articles }: Box = JSON.parse(host.box)
    const rows = await page.locator('fact-box .row').evaluateAll((all) =>
      all.map((row) => ({
        label: row.querySelector('h3')?.firstChild?.textContent ?? '',
        texts: [...row.querySelectorAll('.lead, li:not(:has(.all))')].map(({ textContent }) => textContent),
      })),
    )
    expect(rows).toHaveLength(4)
    expect(rows.flatMap(({ texts }) => texts).length).toBeGreaterThan(rows.length)
    const labels = groups.map(({ status }) => ENGLISH.phrases[status])
    const claimants = groups.flatMap(({ parts }) => parts.flatMap(({ claimant }) => claimant?.id ?? []))
    const named = parties.filter(
      ({ id, name }) => claimants.includes(id) || articles.some(({ publisher }) => publisher === name),
    )
    expect(named.length).toBeGreaterThan(1)
    for (const { label, texts } of rows) {
      for (const text of texts) {
        const repeated = named.filter((party) => countNames(text, [party.name, ...party.alternateName]) > 1)
        expect({ text, repeated: repeated.map(({ name }) => name) }).toEqual({ text, repeated: [] })
        // "Said" is also the verb of attribution, in lower case.
        expect([label, ...labels].filter((status) => text.includes(status))).toEqual([])
      }
    }
  })

  it('has at most four rows, of which the last is what is not known', async () => {
    const { page } = await host.open(`<script async src="%ORIGIN%/embed/${TOPIC}.js"></script>`)
    await waitForBox(page)
    const rows = await page.locator('fact-box .row').evaluateAll((all) => all.map(({ className }) => className))
    expect(rows.length).toBeLessThanOrEqual(4)
    expect(rows.at(-1)).toBe('row unknowns led')
  })

  it.each(Object.keys(MAX_HEIGHTS))(
    'fills at %d px the height that its snippet reserves, within two or three lines',
    async (width) => {
      const { height } = await measureDrawn(host, { width: +width })
      const { room = [] }: Box = JSON.parse(host.box)
      const reserved = Math.max(...room.map(({ px, percent }) => px - (+width * percent) / 100))
      expect(reserved).toBeGreaterThanOrEqual(height)
      expect(reserved).toBeLessThan(height + 64)
    },
  )
})

describe('a topic of 500 events and 2,000 statements', () => {
  let large: Topic

  beforeAll(() => {
    large = enlarge(JSON.parse(host.topic), 500, 2000)
  })

  it('has a box within its bound, and a script within its own', async () => {
    const box = buildBox(large)
    expect(measureBox(box)).toBeLessThanOrEqual(MAX_BOX_BYTES)
    const { renderTag } = await makeServed()
    expect(brotliCompressSync(renderTag(host.origin, box)).length).toBeLessThanOrEqual(24 * KIB)
  })

  it.each(['compact', 'full'])('is rendered with few nodes and says how many items there are: %s', async (size) => {
    host.answerBox({ type: 'application/json', body: JSON.stringify(buildBox(large)) })
    const { page } = await host.open(
      `<script async src="%ORIGIN%/widget.js"></script><fact-box topic="${TOPIC}" size="${size}"></fact-box>`,
    )
    await waitForBox(page)
    const nodes = await page.locator('fact-box').evaluate((box) => box.shadowRoot?.querySelectorAll('*').length)
    expect(nodes).toBeLessThan(MAX_LARGE_NODES)
    const count = large.statements.filter(({ status }) => status === 'claimed').length
    const more = page.locator('fact-box .claimed .all')
    expect(await more.textContent()).toBe(`All ${count.toLocaleString('en')} in the full record`)
    if (size === 'full') {
      const events = page.locator('fact-box .timeline + .all')
      expect(await events.textContent()).toBe(`All ${large.events.length} in the full record`)
    }
    host.answerBox(undefined)
  })
})

/** Counts how often one of the names occurs; “Voice of America (VOA)” counts as one. */
function countNames(text: string, names: string[]): number {
  const pattern = names
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|')
  return (
    text.match(new RegExp(`(?<![\\p{L}\\p{N}])(${pattern})( \\((${pattern})\\))?(?![\\p{L}\\p{N}])`, 'gu'))?.length ?? 0
  )
}

/** Repeats the events and statements, under new ids and from many articles. */
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
