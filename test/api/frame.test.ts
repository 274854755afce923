/** The box in a frame on somebody else's page: complete by itself, as high as it is, and deaf to strangers. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchChromium } from '../browser.ts'
import { type Host, startHost, TOPIC } from '../widget/host.ts'

const origin = inject('origin')
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

const frame = (query = '') =>
  `<iframe src="${origin}/embed/${TOPIC}${query}" title="Box" width="640" height="300"></iframe>`
const script = () => `<script async src="${origin}/frame.js"></script>`
const box = (page: Page) => page.frameLocator('iframe').first().locator('section')
const height = (page: Page) => page.locator('iframe').first().getAttribute('height')

describe('a frame', () => {
  it('is complete and styled without JavaScript', async () => {
    const { page } = await host.open(frame(), { javaScriptEnabled: false })
    await box(page).getByRole('heading', { name: 'US–Iran Iraq talks' }).waitFor()
    expect(await box(page).textContent()).toContain('57 days')
    await box(page).locator('details.sources > summary').click()
    expect(await box(page).locator('details.sources li').first().isVisible()).toBe(true)
  })

  it('has the height of its box, and keeps it when a reader opens a part', async () => {
    const { page, journal } = await host.open(frame() + script())
    await expect.poll(() => height(page)).not.toBe('300')
    const before = Number(await height(page))
    expect(before).toBe(Math.ceil((await box(page).boundingBox())?.height ?? 0))
    await box(page).locator('details.parties > summary').click()
    await expect.poll(async () => Number(await height(page))).toBeGreaterThan(before)
    expect(journal.errors).toEqual([])
  })

  it('keeps its height whoever else asks for another', async () => {
    const { page } = await host.open(
      `${frame()}<iframe title="Stranger" srcdoc="<script>parent.postMessage({type:'fact-box:height',height:9},'*')</script>"></iframe>${script()}`,
    )
    await expect.poll(() => height(page)).not.toBe('300')
    const before = await height(page)
    await page.evaluate(() => {
      postMessage({ type: 'fact-box:height', height: 9 }, '*')
      return new Promise((resolve) => addEventListener('message', resolve, { once: true }))
    })
    expect(await height(page)).toBe(before)
    expect(await page.locator('iframe').last().getAttribute('height')).toBeNull()
  })

  it('opens its links beside the page that frames it', async () => {
    const { page } = await host.open(frame())
    const popup = page.waitForEvent('popup')
    await box(page).locator('footer a').first().click()
    expect((await popup).url()).toBe(`${origin}/topics/${TOPIC}`)
  })

  it('takes theme, language, sections and release from its address', async () => {
    const { page } = await host.open(frame('?theme=dark&lang=fa&sections=timeline,sources&release=1'))
    expect(await box(page).getAttribute('dir')).toBe('rtl')
    expect(await box(page).getAttribute('class')).toBe('dark')
    expect(await box(page).locator('article > details').count()).toBe(2)
  })

  it('leaves no name on the page around it', async () => {
    const names = '<script>window.before = new Set(Object.getOwnPropertyNames(window))</script>'
    const { page } = await host.open(names + frame() + script())
    await expect.poll(() => height(page)).not.toBe('300')
    const added = await page.evaluate(() => {
      const { before } = window as unknown as { before: Set<string> }
      return Object.getOwnPropertyNames(window).filter((name) => !before.has(name) && !/^(before|\d+)$/.test(name))
    })
    expect(added).toEqual([])
  })

  it('may stand on a page that is isolated from other origins', async () => {
    const { page } = await host.open(frame(), { headers: { 'Cross-Origin-Embedder-Policy': 'require-corp' } })
    await box(page).getByRole('heading', { name: 'US–Iran Iraq talks' }).waitFor()
  })

  it('moves with our code even where its release does not', async () => {
    const response = await fetch(`${origin}/embed/${TOPIC}?release=1`)
    expect(response.headers.get('Cache-Control')).toMatch(/^public, max-age=60,/)
  })
})
