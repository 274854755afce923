/** The box in frameworks and publishing tools: rendered once, in its place, and not affected by what they do later. */
import type { Page } from 'playwright-core'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { type ConsoleLog, recordConsole } from '../fixtures/browser.ts'
import { provideChromium } from '../fixtures/provide-browser.ts'
import { Article } from './pages/react/Article.tsx'
import { type Site, startSite } from './site.ts'

const TITLE = 'US–Iran Iraq talks'

const browser = await provideChromium()
let site: Site

beforeAll(async () => {
  site = await startSite(inject('origin'))
})
afterAll(async () => {
  await site?.close()
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
})

async function open(
  path: string,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<{ page: Page; consoleLog: ConsoleLog }> {
  const page = await (await browser.newContext({ viewport: { width: 800, height: 1200 } })).newPage()
  page.setDefaultTimeout(10_000)
  const consoleLog = recordConsole(page)
  await prepare?.(page)
  await page.goto(`${site.url}/${path}`, { waitUntil: 'commit' })
  return { page, consoleLog }
}

const title = (page: Page, name = TITLE) => page.locator('fact-box').getByRole('heading', { name })

/** Expects one complete box between the elements before and after it. */
async function expectBox(page: Page, name = TITLE): Promise<void> {
  await title(page, name).first().waitFor()
  await expect.poll(() => page.locator('fact-box').filter({ visible: true }).count()).toBe(1)
  const [before, box, after] = await Promise.all(
    ['h1', 'main fact-box', 'main + p'].map((selector) => page.locator(`body ${selector}`).first().boundingBox()),
  )
  expect(box?.y).toBeGreaterThanOrEqual((before?.y ?? 0) + (before?.height ?? 0))
  expect(after?.y).toBeGreaterThanOrEqual((box?.y ?? 0) + (box?.height ?? 0))
  expect(await page.getByText('What is known.').filter({ visible: true }).count()).toBe(0)
}

describe('React', () => {
  afterEach(() => site.renderRoot(''))

  it('renders it in Strict Mode, once, and again after it was removed', async () => {
    const { page, consoleLog } = await open('react/')
    await expectBox(page)
    await page.locator('body[data-mounted]').waitFor()
    await page.getByRole('button', { name: 'Rendered' }).click()
    await expectBox(page)
    const toggle = page.getByRole('button', { name: 'Toggle' })
    await toggle.click()
    await expect.poll(() => title(page).count()).toBe(0)
    await toggle.click()
    await expectBox(page)
    expect(consoleLog.errors).toEqual([])
  })

  /** Delays the page's own scripts until after the box. */
  const openRendered = async (as: string) => {
    site.renderRoot(renderToString(createElement(Article, { as })))
    const { promise: drawn, resolve } = Promise.withResolvers<void>()
    const visit = await open(`react/?${as}`, (page) =>
      page.route(`${site.url}/**/*.js`, async (route) => {
        await drawn
        await route.continue()
      }),
    )
    await title(visit.page).waitFor()
    resolve()
    await visit.page.locator('body[data-mounted]').waitFor()
    await visit.page.getByRole('button', { name: 'Rendered 0' }).click()
    await visit.page.getByRole('button', { name: 'Rendered 1' }).waitFor()
    await expectBox(visit.page)
    return visit
  }

  it.each(['element', 'quotation'])(
    'hydrates the %s that a server rendered, with the box already in it',
    async (as) => {
      expect((await openRendered(as)).consoleLog.errors).toEqual([])
    },
  )
})

describe.each(['vue', 'svelte'])('%s', (name) => {
  it('passes the element its data as a property, and receives its ready event', async () => {
    const { page, consoleLog } = await open(`empty/?${name}`)
    await expectBox(page, 'Data of the page')
    await page.locator('body[data-ready]').waitFor()
    expect(consoleLog.errors).toEqual([])
  })
})

it.each([
  ['jQuery', 'empty/?jquery'],
  ['script insertion', 'script-insertion/'],
])('%s', async (_, path) => {
  const { page, consoleLog } = await open(path)
  await expectBox(page)
  expect(consoleLog.errors).toEqual([])
})

it('Turbo shows it on the next page, and again when the reader goes back', async () => {
  const { page, consoleLog } = await open('turbo/')
  await expectBox(page)
  await page.getByRole('link', { name: 'Next' }).click()
  await page.getByRole('heading', { name: 'Another article' }).waitFor()
  await expectBox(page)
  await page.goBack()
  await page.getByRole('heading', { name: 'The article' }).waitFor()
  await expectBox(page)
  expect(consoleLog.errors).toEqual([])
})

it('Swiper keeps it complete through its whole loop', async () => {
  const { page, consoleLog } = await open('swiper/')
  await title(page).first().waitFor()
  await page.waitForFunction(() => 'swiper' in window)
  for (let slide = 0; slide < 4; slide++) {
    await page.evaluate(() => (window as unknown as { swiper: { slideNext: () => void } }).swiper.slideNext())
  }
  await page.evaluate(() =>
    (window as unknown as { swiper: { slideToLoop: (n: number) => void } }).swiper.slideToLoop(0),
  )
  const active = page.locator('.swiper-slide-active fact-box').getByRole('heading', { name: TITLE })
  await expect.poll(() => active.count()).toBe(1)
  expect(consoleLog.errors).toEqual([])
})

describe.each(['iframely', 'pym'])('%s', (name) => {
  it('gives the frame the height of its box', async () => {
    const { page } = await open(`${name}/`)
    const frame = page.locator('iframe')
    const box = page.frameLocator('iframe').locator('main')
    await box.waitFor()
    await expect
      .poll(async () => {
        const [outer, inner] = await Promise.all([frame.boundingBox(), box.evaluate((main) => main.scrollHeight)])
        return Math.abs((outer?.height ?? 0) - inner)
      })
      .toBeLessThanOrEqual(1)
  })
})
