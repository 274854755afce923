/** What people come for, done by somebody who has never seen the site: how long it takes them, and how many clicks. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchChromium } from '../fixtures/browser.ts'
import { type Host, startHost } from '../widget/host.ts'
import { sendNewcomer } from './newcomer.ts'
import { HARBOUR, TOPIC } from './service.ts'

const origin = inject('site')
const NAME = 'US–Iran Iraq talks'
const WINDOWS = [
  ['at a desk', { width: 1280, height: 800 }],
  ['on a phone', { width: 360, height: 800 }],
] as const
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

describe.each(WINDOWS)('%s', (_, viewport) => {
  const enter = async () => {
    const context = await browser.newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'] })
    return sendNewcomer(await context.newPage())
  }

  it('gets a working snippet of another topic than the first into a page in under a minute', async () => {
    const person = await enter()
    const { page } = person
    await person.open(`${origin}/`)
    await person.read(page.locator('h1'))
    const topic = page.getByLabel('Topic', { exact: true })
    const other = (await topic.inputValue()) === TOPIC ? HARBOUR : TOPIC
    await person.choose(topic, other, 'leads')
    await person.click(page.getByRole('button', { name: 'Copy' }))
    await person.read(page.locator('#copied'))
    person.spend('go to the publishing system, click where the box shall stand, paste, save', { points: 3, keys: 2 })
    const snippet = await page.evaluate(() => navigator.clipboard.readText())
    const { page: published } = await host.open(`<p>Before.</p>${snippet}<p>After.</p>`)
    await published.locator('section[data-key]').first().waitFor()
    expect(snippet).toContain(`data-topic="${other}"`)
    expect(person.seconds(), person.steps.join('\n')).toBeLessThan(30)
    expect(person.clicks()).toBeLessThanOrEqual(3)
  })

  it('sees copy button and snippet without scrolling', async () => {
    const { page, open } = await enter()
    await open(`${origin}/`)
    for (const part of ['#copy-button', '#snippet']) {
      const { top, bottom } = await page.locator(part).evaluate((element) => element.getBoundingClientRect().toJSON())
      expect(top, part).toBeGreaterThanOrEqual(0)
      expect(bottom, part).toBeLessThanOrEqual(viewport.height)
    }
  })

  it('finds by search what the NCRI alleged, and where the passage is, in under 30 seconds', async () => {
    const person = await enter()
    const { page } = person
    await person.open(`${origin}/`)
    await person.click(page.getByRole('navigation', { name: 'Site' }).getByText('Search'), 'leads')
    await person.type(page.getByRole('searchbox'), 'NCRI alleged')
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
    person.spend('press Enter and wait for the page', { keys: 1 })
    const answer = page.locator('main .entry a').filter({ hasText: 'The NCRI alleged' }).first()
    expect(await person.read(answer)).toMatch(/^The NCRI alleged, according to Iran Focus, that /)
    await Promise.all([page.waitForURL(/#/), person.click(answer, 'leads')])
    await expectPassage(person)
    expect(person.seconds(), person.steps.join('\n')).toBeLessThan(30)
    expect(person.clicks()).toBeLessThanOrEqual(3)
  })

  it('finds the same on the topic’s page, to which each box leads', async () => {
    const person = await enter()
    const { page } = person
    await person.open(`${origin}/topics/${TOPIC}`)
    expect(await person.read(page.locator('h1'))).toBe(NAME)
    await person.click(page.locator('.contents').getByText('Statements'))
    await person.click(page.locator('.filters').getByText(/^(NCRI|National Council)/))
    await person.read(page.locator('.statements > li:visible').filter({ hasText: 'The NCRI alleged' }).first())
    await expectPassage(person)
    expect(person.seconds(), person.steps.join('\n')).toBeLessThan(30)
    expect(person.clicks()).toBeLessThanOrEqual(3)
  })
})

/** Of the statement that is marked, or else the first: in the article, at the words. */
async function expectPassage({ page, read }: ReturnType<typeof sendNewcomer>): Promise<void> {
  const statement = page.locator('.statements > li:visible').filter({ hasText: 'The NCRI alleged' }).first()
  const passage = statement.getByRole('link', { name: 'Passage in Iran Focus' })
  await read(passage)
  expect(await passage.getAttribute('href')).toMatch(/^https:\/\/.*#:~:text=/)
}
