/** Receipts: a numbered mark opens a panel below its sentence; without a script it links to the source. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { provideHost } from '../fixtures/provide-browser.ts'
import { clickRow, TOPIC, waitForBox } from './host.ts'

const TAG = `<script async src="%ORIGIN%/embed/${TOPIC}.js"></script>`

const host = await provideHost()

const marks = (page: Page) => page.locator('fact-box sup a:visible')
const receipt = (page: Page) => page.locator('fact-box .receipt')
const announced = (page: Page) => page.locator('fact-box').getByRole('status').textContent()

async function openBox(options = '', tag = TAG): Promise<Page> {
  const { page } = await host.open(tag.replace('async', `async ${options}`))
  await waitForBox(page)
  return page
}

describe('a mark', () => {
  it('opens the details of its source below its sentence, and exposes its state', async () => {
    const page = await openBox()
    const mark = marks(page).first()
    expect([await mark.getAttribute('aria-expanded'), await mark.getAttribute('aria-label')]).toEqual([
      'false',
      'Source 1: Iran Focus',
    ])
    await mark.click()
    await expect.poll(() => mark.getAttribute('aria-expanded')).toBe('true')
    expect(await receipt(page).textContent()).toMatch(/^Iran Focus, news, 31 May 2007Our note: .+Check it yourself$/)
    expect(await announced(page)).toBe('Source 1: Iran Focus')
    expect(await receipt(page).evaluate((panel) => panel.previousElementSibling?.className)).toBe('lede')
  })

  it('links to the passage in a new tab, and to the page that checks it', async () => {
    const page = await openBox('data-open="claimed"')
    await marks(page).filter({ hasText: '2' }).first().click()
    const links = await receipt(page)
      .locator('a')
      .evaluateAll((all) =>
        all.map((link) => [link.getAttribute('href'), link.getAttribute('target'), link.getAttribute('rel')]),
      )
    expect(links).toEqual([
      [expect.stringMatching(/^https:\/\/editorials\.voa\.gov\/.*#:~:text=/), '_blank', 'noopener'],
      [`${host.origin}/topics/${TOPIC}/verify`, '_blank', 'noopener'],
    ])
  })

  it('quotes the source where the sentence has a quotation', async () => {
    const page = await openBox('data-open="claimed"')
    const quoted = JSON.parse(host.box)
      .groups.find(({ status }: { status: string }) => status === 'claimed')
      .parts.flatMap(({ statements }: { statements: { text: string; quote?: { text: string } }[] }) => statements)
      .find(({ quote }: { quote?: object }) => quote)
    await page.locator('fact-box .claimed li').filter({ hasText: quoted.text }).locator('sup a').first().click()
    expect(await receipt(page).locator('q').textContent()).toBe(quoted.quote.text)
  })

  it('closes the open receipt, and itself when pressed again', async () => {
    const page = await openBox()
    await marks(page).nth(0).click()
    await marks(page).nth(1).click()
    expect(await receipt(page).count()).toBe(1)
    expect(
      await marks(page).evaluateAll((all) => all.map((mark) => mark.getAttribute('aria-expanded')).slice(0, 2)),
    ).toEqual(['false', 'true'])
    await marks(page).nth(1).click()
    expect(await receipt(page).count()).toBe(0)
    expect(await announced(page)).toBe('')
  })

  it('is reached, opened and closed by the keyboard, and Escape returns the focus to it', async () => {
    const page = await openBox()
    await marks(page).first().focus()
    await page.keyboard.press('Enter')
    await receipt(page).getByRole('link').focus()
    const focused = () =>
      page.evaluate(() => document.querySelector('fact-box')?.shadowRoot?.activeElement?.textContent)
    expect(await focused()).toBe('Check it yourself')
    await page.keyboard.press('Escape')
    expect(await receipt(page).count()).toBe(0)
    expect(await focused()).toBe('1')
  })

  it('stays open when another row opens, and moves nothing above it', async () => {
    const page = await openBox('data-open="claimed"')
    const top = () => page.locator('fact-box .agreed').evaluate((row) => row.getBoundingClientRect().top)
    const before = await top()
    await page.locator('fact-box .claimed sup a').first().click()
    expect(await top()).toBe(before)
    await clickRow(page, 'agreed')
    expect(await receipt(page).isVisible()).toBe(true)
  })

  it('uses the reader’s digits, in a language other than English', async () => {
    const page = await openBox('data-lang="fa"')
    await page.locator('fact-box section[lang=fa]').waitFor()
    const mark = marks(page).first()
    expect(await mark.textContent()).toBe('۱')
    expect(await mark.evaluate((link) => link.closest('[lang]')?.getAttribute('lang'))).toBe('fa')
  })
})
