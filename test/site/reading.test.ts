/** The site without JavaScript: a topic can be read in full, and forms do what the scripts do. */
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import type { Topic } from '../../data/schema/api.ts'
import { STATUSES } from '../../data/schema/statuses.ts'
import { provideChromium } from '../fixtures/provide-browser.ts'
import { CORRECTED, HARBOUR, TOPIC } from './service.ts'

const origin = inject('site')
const browser = await provideChromium()
let page: Page

beforeEach(async () => {
  page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
})
afterEach(() => page.context().close())

it('contains all of a topic: each statement with its source and a receipt, each source with its kind', async () => {
  const topic = (await (await fetch(`${origin}/v1/topics/${TOPIC}`)).json()) as Topic
  await page.goto(`${origin}/topics/${TOPIC}`)
  const publishers = new Map(topic.articles.map(({ id, publisher }) => [id, publisher]))
  const listNames = (publisher = '') => [
    publisher,
    ...topic.organizations.filter(({ name }) => name === publisher).flatMap(({ alternateName }) => alternateName),
  ]
  for (const { id, text, status, reportedBy, quote, citations } of topic.statements) {
    const shown = page.locator(`[id="${id}"]`)
    const words = (await shown.textContent()) ?? ''
    expect(words).toContain(text)
    const heading = await shown.locator('xpath=../preceding-sibling::*[contains(@class, "status")][1]').textContent()
    expect(heading).toBe(STATUSES[status].heading)
    const publisher = publishers.get(reportedBy)
    const receipts = await shown.locator('.tools a:not(.copy, .embed)').allTextContents()
    expect(
      receipts.some((name) => listNames(publisher).some((one) => name === `Passage in ${one}`)),
      id,
    ).toBe(true)
    if (quote) expect(words).toContain(quote.text)
    const cited = new Set(citations.map(({ article }) => article))
    expect(receipts.length, id).toBe(cited.size)
    expect(await shown.locator(`a.copy[href="/topics/${TOPIC}/${id}"]`).count()).toBe(1)
  }
  for (const { id, name, description } of topic.events) {
    const event = (await page.locator(`[id="${id}"]`).textContent()) ?? ''
    expect(event).toContain(name)
    expect(event).toContain(description)
  }
  for (const { id, genre, headline, summary } of topic.articles) {
    const source = (await page.locator(`[id="${id}"]`).textContent()) ?? ''
    for (const words of [genre, headline, ...summary.map(({ text }) => text)]) expect(source).toContain(words)
  }
  for (const { id, text } of topic.unknowns) {
    expect(await page.locator(`[id="${id}"]`).textContent()).toContain(text)
  }
  expect(await page.locator('.corrections ins').textContent()).toBe('at')
})

it('marks the statement that a URL links to', async () => {
  await page.goto(`${origin}/topics/${TOPIC}#${CORRECTED}`)
  const background = (id: string) =>
    page.locator(`[id="${id}"]`).evaluate((element) => getComputedStyle(element).backgroundColor)
  expect(await background(CORRECTED)).not.toBe(await background('support-for-iraq'))
})

it('selects by a form whose URL contains the selection', async () => {
  await page.goto(`${origin}/?utm_source=newsletter`)
  expect(page.url()).toBe(`${origin}/`)
  await page.getByLabel('Topic', { exact: true }).selectOption(HARBOUR)
  await page.getByLabel('As', { exact: true }).selectOption('Quotation and script')
  await page.getByLabel('Theme').selectOption('dark')
  await page.getByLabel('Shown on').selectOption('a busy page')
  await page.getByText('Sections', { exact: true }).click()
  await page.getByLabel('Who is who').uncheck()
  await page.getByRole('button', { name: 'Show it' }).click()
  const address = new URL(page.url())
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    as: 'quotation',
    on: 'busy',
    theme: 'dark',
    topic: HARBOUR,
  })
  expect(address.searchParams.get('sections')?.split(',')).not.toContain('parties')
  expect(await page.locator('#snippet').inputValue()).toMatch(
    new RegExp(
      `^<blockquote class="fact-box" data-topic="${HARBOUR}" data-theme="dark" data-sections="timeline .*</blockquote>\n<script async src="${origin}/embed/${HARBOUR}.js"></script>$`,
    ),
  )
  expect(await page.locator('#preview').getAttribute('src')).toBe(`/preview${address.search.replaceAll('%2C', ',')}`)
  expect(await page.getByLabel('Who is who').isChecked()).toBe(false)
})

it('compares any two releases', async () => {
  await page.goto(`${origin}/topics/${TOPIC}`)
  await page.getByLabel('Compare release').selectOption('2')
  await page.getByLabel('with release').selectOption('1')
  await page.getByRole('button', { name: 'Show what changed' }).click()
  expect(page.url()).toBe(`${origin}/topics/${TOPIC}/changes?after=1&before=2`)
  expect(await page.locator('del').first().textContent()).toBe('at')
  expect(await page.locator('ins').first().textContent()).toBe('before')
  expect(await page.getByText('removed').count()).toBe(1)
})
