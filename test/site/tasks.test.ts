/** What visitors come for, done by a person who has never seen the site: the time and the clicks that it takes. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchChromium } from '../fixtures/browser.ts'
import { type Host, startHost } from '../widget/host.ts'
import { sendNewcomer } from './newcomer.ts'
import { HARBOUR, TOPIC } from './service.ts'

const origin = inject('site')
const NAME = 'US–Iran Iraq talks'
const NCRI = 'National Council of Resistance of Iran'
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

  it('gets a working snippet of the second topic into a page in under a minute', async () => {
    const person = await enter()
    const { page } = person
    await person.open(`${origin}/`)
    await person.read(page.locator('h1'))
    const topic = page.getByLabel('Topic', { exact: true })
    const other = (await topic.inputValue()) === TOPIC ? HARBOUR : TOPIC
    await person.choose(topic, other)
    await expect.poll(() => page.locator('#snippet').inputValue()).toContain(`data-topic="${other}"`)
    await person.click(page.getByRole('button', { name: 'Copy' }))
    await page.locator('#copied:not(:empty)').waitFor()
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
    await person.type(page.getByRole('searchbox'), 'NCRI')
    await person.press('Enter')
    await expectFound(person, 25, 4)
  })

  it('finds the same by a search with too many words', async () => {
    const person = await enter()
    const { page } = person
    await person.open(`${origin}/search`)
    await person.type(page.getByRole('searchbox'), 'NCRI alleged')
    await person.press('Enter')
    await person.click(page.locator('main .notice').getByRole('link', { name: 'NCRI' }), 'leads')
    await expectFound(person, 27, 4)
  })

  it('finds the same on the topic’s page, which each box links to', async () => {
    const person = await enter()
    const { page } = person
    await person.open(`${origin}/topics/${TOPIC}`)
    expect(await person.read(page.locator('h1, .top-box h1').first())).toBe(NAME)
    await person.click(page.locator('.contents').getByText('Statements'))
    await person.click(page.locator('.filters').getByText(NCRI))
    await expectAllegation(person)
    expect(person.seconds(), person.steps.join('\n')).toBeLessThan(30)
    expect(person.clicks()).toBeLessThanOrEqual(3)
  })
})

/** A search does not return accusations: they appear only among other statements, on the page that the speaker's result links to. */
async function expectFound(person: ReturnType<typeof sendNewcomer>, seconds: number, clicks: number): Promise<void> {
  const { page } = person
  const speaker = page.locator('main .entry').filter({ has: page.getByRole('link', { name: NCRI, exact: true }) })
  await person.click(speaker.getByRole('link', { name: '3 statements' }), 'leads')
  await expectAllegation(person)
  expect(person.seconds(), person.steps.join('\n')).toBeLessThan(seconds)
  expect(person.clicks()).toBeLessThanOrEqual(clicks)
}

/** Expects the statements to say it, and the passage to be named by its place, because the article has no URL to open. */
async function expectAllegation(person: ReturnType<typeof sendNewcomer>): Promise<void> {
  const { page } = person
  const statement = page.locator('.statements > li:visible').filter({ hasText: 'The NCRI alleged' }).first()
  expect(await person.read(statement)).toContain('an active member of the IRGC’s Qods Force')
  await person.click(statement.getByRole('link', { name: 'Passage in Iran Focus' }), 'leads')
  expect(await person.read(page.locator('tr:target th'))).toBe('Characters 1820–1977')
}
