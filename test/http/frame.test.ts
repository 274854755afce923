/** The box in a frame on another site's page: complete by itself, at its full height, and ignoring unknown messages. */
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { provideHost } from '../fixtures/provide-browser.ts'
import { TOPIC } from '../widget/host.ts'

const origin = inject('origin')
const host = await provideHost()

const frame = (query = '') =>
  `<iframe src="${origin}/embed/${TOPIC}${query}" title="Box" width="640" height="300"></iframe>`
const script = () => `<script async src="${origin}/frame.js"></script>`
const box = (page: Page) => page.frameLocator('iframe').first().locator('section')
/** The height of the first frame, also in a shadow root, in CSS pixels; undefined before it is set. */
const height = (page: Page) =>
  page
    .locator('iframe')
    .first()
    .evaluate(({ style }: HTMLElement) => Number.parseFloat(style.height) || undefined)
/** Clicks the label, which covers the summary. */
const openRow = (page: Page) =>
  box(page)
    .locator('.unknowns > details > summary')
    .click({ position: { x: 8, y: 12 } })
const waitForHeight = async (page: Page) => {
  await expect.poll(() => height(page)).toBeGreaterThan(0)
  return Number(await height(page))
}

describe('a frame', () => {
  it('is complete and styled without JavaScript', async () => {
    const { page } = await host.open(frame(), { javaScriptEnabled: false })
    await box(page).getByRole('heading', { name: 'US–Iran Iraq talks' }).waitFor()
    expect(await box(page).textContent()).toContain('57 days')
    await openRow(page)
    expect(await box(page).locator('.unknowns li').first().isVisible()).toBe(true)
  })

  it('has the height of its box, and keeps it when a reader opens a part', async () => {
    const { page, consoleLog } = await host.open(frame() + script())
    const before = await waitForHeight(page)
    expect(before).toBe(Math.ceil((await box(page).boundingBox())?.height ?? 0))
    await openRow(page)
    await expect.poll(async () => Number(await height(page))).toBeGreaterThan(before)
    expect(consoleLog.errors).toEqual([])
  })

  it('keeps its height when another frame asks for one', async () => {
    const { page } = await host.open(
      `${frame()}<iframe title="Stranger" srcdoc="<script>parent.postMessage({type:'fact-box:height',height:9},'*')</script>"></iframe>${script()}`,
    )
    const before = await waitForHeight(page)
    await page.evaluate(() => {
      postMessage({ type: 'fact-box:height', height: 9 }, '*')
      return new Promise((resolve) => addEventListener('message', resolve, { once: true }))
    })
    expect(await height(page)).toBe(before)
    expect(await page.locator('iframe').last().getAttribute('style')).toBeNull()
  })

  it.each([
    'iframe { height: auto }',
    'iframe { height: 100% !important }',
    'iframe { max-height: 200px }',
    'iframe { min-height: 900px !important }',
    'body { display: flex; flex-direction: column; height: 300px } iframe { flex: 1 1 0 !important }',
    '* { box-sizing: border-box } iframe { border: 3px solid; padding: 7px }',
  ])('is as high as its box where the page says %s', async (css) => {
    const { page } = await host.open(`<style>${css}</style>${frame()}${script()}`)
    await waitForHeight(page)
    const sides = await box(page).evaluate((element) => {
      const { innerHeight } = element.ownerDocument.defaultView as Window
      return [innerHeight, Math.ceil(element.getBoundingClientRect().height)]
    })
    expect(sides[0]).toBe(sides[1])
  })

  it('has its height in a shadow root within a shadow root', async () => {
    const { page } = await host.open(`<div id="outer"></div><script>
      const inner = outer.attachShadow({ mode: 'open' }).appendChild(document.createElement('div'))
      inner.attachShadow({ mode: 'open' }).innerHTML = ${JSON.stringify(frame())}
    </script>${script()}`)
    expect(await waitForHeight(page)).toBe(Math.ceil((await box(page).boundingBox())?.height ?? 0))
  })

  it('has its height where a lazy loader hides its URL', async () => {
    const { page } = await host.open(`<iframe title="Box" width="640"></iframe>${script()}<script>
      addEventListener('load', () => frames[0].location.replace(${JSON.stringify(`${origin}/embed/${TOPIC}`)}))
    </script>`)
    expect(await waitForHeight(page)).toBe(Math.ceil((await box(page).boundingBox())?.height ?? 0))
  })

  it('does not break scripts that an optimiser put before and after its own', async () => {
    const text = await (await fetch(`${origin}/frame.js`)).text()
    const { page, consoleLog } = await host.open(
      `${frame()}<script>var before = function () {}\n${text}(function () { window.after = 1 })()</script>`,
    )
    await waitForHeight(page)
    expect(await page.evaluate(() => (window as unknown as { after: number }).after)).toBe(1)
    expect(consoleLog.errors).toEqual([])
  })

  it('opens its links in a new tab', async () => {
    const { page } = await host.open(frame())
    const popup = page.waitForEvent('popup')
    await box(page).locator(`footer a[href="${origin}/topics/${TOPIC}"]`).click()
    expect((await popup).url()).toBe(`${origin}/topics/${TOPIC}`)
  })

  it('takes theme, language, sections and release from its URL', async () => {
    const { page } = await host.open(frame('?theme=dark&lang=fa&sections=unknowns&release=1'))
    expect(await box(page).getAttribute('dir')).toBe('rtl')
    expect(await box(page).getAttribute('class')).toContain('dark')
    expect(await box(page).locator('.row').count()).toBe(1)
  })

  it('defines no global name on the page around it', async () => {
    const names = '<script>window.before = new Set(Object.getOwnPropertyNames(window))</script>'
    const { page } = await host.open(names + frame() + script())
    await waitForHeight(page)
    const added = await page.evaluate(() => {
      const { before } = window as unknown as { before: Set<string> }
      return Object.getOwnPropertyNames(window).filter((name) => !before.has(name) && !/^(before|\d+)$/.test(name))
    })
    expect(added).toEqual([])
  })

  it('works on a cross-origin isolated page', async () => {
    const { page } = await host.open(frame(), { headers: { 'Cross-Origin-Embedder-Policy': 'require-corp' } })
    await box(page).getByRole('heading', { name: 'US–Iran Iraq talks' }).waitFor()
  })

  it('changes with the code even when its release does not', async () => {
    const response = await fetch(`${origin}/embed/${TOPIC}?release=1`)
    expect(response.headers.get('Cache-Control')).toMatch(/^public, max-age=60,/)
  })
})
