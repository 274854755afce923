/** A copied snippet of the configurator, on a page of another origin, gives the box that its preview showed. */
import type { Frame, Locator, Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import type { Box } from '../../data/schema/api.ts'
import { makeServed } from '../fixtures/box-service.ts'
import { provideHost } from '../fixtures/provide-browser.ts'
import { HARBOUR, TOPIC } from './service.ts'

const origin = inject('site')
const host = await provideHost()
const { browser } = host

/** Options that each way to embed respects. */
const KINDS = [
  { kind: 'Quotation and script', options: ['theme', 'lang', 'sections', 'height'] },
  { kind: 'Element', options: ['theme', 'lang', 'sections', 'height'] },
  { kind: 'Finished HTML, no script', options: ['theme', 'lang', 'sections', 'height'] },
  { kind: 'Frame', options: ['theme', 'lang', 'sections'] },
  { kind: 'Plain link, for WordPress and other oEmbed sites', options: [] },
]

/** Reads the text and style of the box wherever it is: on a page, in a shadow root, in a frame. */
async function readBox(within: Page | Frame, depth = 0): Promise<{ words: string; title: string; scheme: string }> {
  const frame = await within.$('iframe')
  if (frame && depth < 2) {
    const inner = await frame.contentFrame()
    if (!inner) throw new Error('the frame is empty')
    return readBox(inner, depth + 1)
  }
  const box = within.locator('section[data-key]').first()
  await box.waitFor()
  return box.evaluate((section: HTMLElement) => ({
    words: section.textContent ?? '',
    title: section.querySelector('h1, h2')?.textContent ?? '',
    scheme: getComputedStyle(section).colorScheme,
  }))
}

async function configure(kind: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.goto(`${origin}/?topic=${TOPIC}`)
  await page.getByLabel('As', { exact: true }).selectOption(kind)
  await page.getByLabel('Theme').selectOption('dark')
  await page.getByLabel('Language').selectOption('fa')
  await page.getByText('Sections', { exact: true }).click()
  await page.getByLabel('Who is who').uncheck()
  const chosen = await page.evaluate(() => location.search)
  const snippet = await (await fetch(`${origin}/snippet${chosen}`)).text()
  await expect.poll(() => page.locator('#snippet').inputValue()).toBe(snippet.replace(/\n$/, ''))
  return page
}

describe.each(KINDS)('$kind', ({ kind, options }) => {
  it('gives, pasted elsewhere, what the preview showed', async () => {
    const page = await configure(kind)
    const snippet = await page.locator('#snippet').inputValue()
    const preview = await (await page.$('#preview'))?.contentFrame()
    if (!preview) throw new Error('there is no preview')
    await preview.waitForURL((url) => url.searchParams.get('theme') === 'dark' && url.search.includes('sections'))
    const shown = await readBox(preview)
    const pasted = kind.startsWith('Plain link') ? await askForFrame(snippet) : snippet
    const { page: elsewhere } = await host.open(`<p>Before.</p>${pasted}<p>After.</p>`)
    const found = await readBox(elsewhere)
    expect(found).toEqual(shown)
    expect(found.title).toBe('US–Iran Iraq talks')
    expect(found.words.includes('جعبهٔ اطلاعات')).toBe(options.includes('lang'))
    expect(found.scheme).toBe(options.includes('theme') ? 'dark' : 'light dark')
    expect(await page.evaluate(() => location.search)).toContain('theme=dark')
  })
})

describe('an invalid choice', () => {
  it('shows the rule of its field, and changes nothing until it is valid', async () => {
    const page = await browser.newPage()
    await page.goto(`${origin}/?topic=${TOPIC}`)
    const field = page.getByLabel('Maximum height, in px')
    const snippet = page.locator('#snippet')
    const before = await snippet.inputValue()
    for (const height of ['99', '485', '4010']) {
      await field.fill(height)
      await field.blur()
      await expect.poll(() => describeField(field)).toBe('A whole number from 100 to 4000, in steps of 10.')
      expect(await field.getAttribute('aria-invalid')).toBe('true')
      expect(await page.locator('#copied').textContent()).toContain('unchanged')
      expect(await snippet.inputValue()).toBe(before)
    }
    await field.fill('490')
    await field.blur()
    await expect.poll(() => snippet.inputValue()).toContain('data-max-height="490"')
    expect([await describeField(field), await field.getAttribute('aria-invalid')]).toEqual(['', 'false'])
    expect(await page.locator('#copied').textContent()).toBe('')
  })

  it('offers each topic’s own releases', async () => {
    const page = await browser.newPage()
    await page.goto(`${origin}/?topic=${TOPIC}`)
    const field = page.getByLabel('Pinned release')
    await field.fill('2')
    await field.blur()
    await expect.poll(() => page.locator('#snippet').inputValue()).toContain('data-release="2"')
    await page.getByLabel('Topic').selectOption(HARBOUR)
    await page.waitForURL(/topic=harbour/)
    expect(await field.inputValue()).toBe('')
    await field.fill('2')
    await field.blur()
    await expect.poll(() => describeField(field)).toContain('from 1 to 1.')
  })

  it('moves from topic to topic by the arrow keys, with the focus and the items of each', async () => {
    const page = await browser.newPage()
    await page.goto(`${origin}/?topic=${HARBOUR}`)
    const topic = page.getByLabel('Topic', { exact: true })
    const names = await topic
      .locator('option')
      .evaluateAll((options) => options.map((option) => option.getAttribute('value')))
    await topic.focus()
    const first = await topic.inputValue()
    for (const name of names.slice(names.indexOf(first) + 1)) {
      await page.keyboard.press('ArrowDown')
      await expect.poll(() => page.locator('#snippet').inputValue()).toContain(`data-topic="${name}"`)
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('topic')
      const fresh = await (await fetch(`${origin}/?topic=${name}`)).text()
      const items = await page
        .locator('#item option')
        .evaluateAll((options) => options.map(({ outerHTML }) => outerHTML))
      expect(items.length).toBeGreaterThan(1)
      for (const item of items.slice(1)) expect(fresh).toContain(item.match(/value="[^"]+"/)?.[0])
    }
  })

  it('may be no section at all', async () => {
    const page = await browser.newPage()
    await page.goto(`${origin}/?sections=timeline&topic=${TOPIC}`)
    const before = await page.locator('#snippet').inputValue()
    const sections = page.getByRole('group', { name: 'Sections' })
    await sections.getByLabel('Timeline').uncheck()
    await expect.poll(() => describeField(sections)).toBe('At least one.')
    expect(await page.locator('#snippet').inputValue()).toBe(before)
    await sections.getByLabel('Said to be agreed').check()
    await expect.poll(() => page.locator('#snippet').inputValue()).toContain('data-sections="agreed"')
    expect(await describeField(sections)).toBe('')
  })
})

it('pins its script to one build, which the browser verifies', async () => {
  const page = await browser.newPage()
  await page.goto(`${origin}/?as=element&pin=yes&topic=${TOPIC}`)
  const snippet = await page.locator('#snippet').inputValue()
  expect(snippet).toMatch(/\/widget@[0-9a-f]{16}\.js" integrity="sha384-[\w+/]{64}" crossorigin="anonymous"/)
  const { page: elsewhere } = await host.open(snippet)
  expect((await readBox(elsewhere)).title).toBe('US–Iran Iraq talks')
  const { page: forged } = await host.open(snippet.replace(/sha384-./, 'sha384-_'))
  expect(await forged.locator('fact-box').evaluate((element) => element.shadowRoot === null)).toBe(true)
})

it.each([
  'as=element&height=480',
  'as=element&height=480&size=full',
  'as=quotation&height=480&size=full',
  'as=element&item=first-round',
  'as=quotation&item=second-round',
  'as=quotation&item=al-qaida-an-enemy',
])('shifts nothing where a height is reserved: %s', async (query) => {
  const page = await browser.newPage()
  await page.goto(`${origin}/?${query}&topic=${TOPIC}`)
  const snippet = await page.locator('#snippet').inputValue()
  const measure = (shown: Page) =>
    shown
      .locator('fact-box, .fact-box')
      .first()
      .evaluate((element) => element.getBoundingClientRect().height)
  const { page: elsewhere } = await host.open(snippet.replace(/<script.*?<\/script>/, ''))
  const reserved = await measure(elsewhere)
  const { page: drawn } = await host.open(snippet)
  await readBox(drawn)
  expect(Math.abs((await measure(drawn)) - reserved)).toBeLessThan(1)
})

it('is the same from the Worker as from Node', async () => {
  const { renderStatic } = await makeServed()
  const box = (await (await fetch(`${origin}/v1/topics/${TOPIC}/box`)).json()) as Box
  const snippet = await (await fetch(`${origin}/snippet?as=html&height=480&lang=fa&topic=${TOPIC}`)).text()
  // Two runtimes may put different spaces around a dash.
  const flatten = (text: string) => text.replaceAll(/\s+/g, ' ')
  expect(flatten(snippet)).toBe(flatten(renderStatic({ lang: 'fa', 'max-height': '480' }, origin, box)))
})

/** Returns the description that is announced with the field. */
const describeField = (field: Locator) =>
  field.evaluate((element) => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent)

/** Requests the frame as a site that unfurls a pasted URL does (oEmbed 1.0). */
async function askForFrame(address: string): Promise<string> {
  const response = await fetch(`${origin}/oembed?url=${encodeURIComponent(address)}`)
  return ((await response.json()) as { html: string }).html
}
