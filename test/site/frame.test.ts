/** Receipts in a frame on a page of another origin: they open in place, also in a sandbox, and are links where no script runs. */
import type { FrameLocator, Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { recordConsole } from '../fixtures/browser.ts'
import { provideHost } from '../fixtures/provide-browser.ts'
import { TOPIC } from './service.ts'

const origin = inject('site')
const host = await provideHost()

async function openFrame(attributes: string, query = '', options = {}) {
  const { page } = await host.open(
    `<iframe ${attributes} title="Box" width="640" height="300" src="${origin}/embed/${TOPIC}${query}"></iframe>
    <script async src="${origin}/frame.js"></script>`,
    options,
  )
  return { page, frame: page.frameLocator('iframe'), consoleLog: recordConsole(page) }
}

const receipt = (frame: FrameLocator) => frame.locator('.receipt')
const height = (page: Page) => page.locator('iframe').evaluate((iframe: HTMLElement) => iframe.clientHeight)

describe.each([
  ['a frame', ''],
  ['a frame in a sandbox', 'sandbox="allow-scripts"'],
])('%s', (_, attributes) => {
  it('opens each receipt in place, grows with it, and closes it on Escape', async () => {
    const { page, frame, consoleLog } = await openFrame(attributes)
    await frame.locator('.claimed > details > summary').click({ position: { x: 8, y: 12 } })
    const mark = frame.locator('.claimed .more sup a').first()
    await mark.click()
    await receipt(frame).waitFor()
    expect(await receipt(frame).textContent()).toMatch(/Check it yourself$/)
    expect(await mark.getAttribute('aria-expanded')).toBe('true')
    expect(await mark.evaluate((link) => (link.getRootNode() as ShadowRoot).activeElement === link)).toBe(true)
    expect(await frame.getByRole('status').textContent()).toMatch(/^Source \d: /)
    await expect
      .poll(
        async () =>
          (await height(page)) -
          (await frame.locator('main').evaluate((main) => Math.ceil(main.getBoundingClientRect().height))),
      )
      .toBe(0)
    const opened = await height(page)
    await page.keyboard.press('Escape')
    expect(await receipt(frame).count()).toBe(0)
    await expect.poll(() => height(page)).toBeLessThan(opened)
    expect(page.context().pages()).toHaveLength(1)
    expect(consoleLog.errors).toEqual([])
  })
})

it('keeps its language, size and rows when the first receipt opens', async () => {
  const { frame } = await openFrame('', '?lang=fa&size=full&sections=claimed')
  await frame.locator('.lede sup a').nth(1).click()
  await receipt(frame).waitFor()
  expect(await frame.locator('section').getAttribute('lang')).toBe('fa')
  expect(await frame.locator('.row').evaluateAll((rows) => rows.map(({ className }) => className))).toEqual([
    'row claimed led',
  ])
  expect(await frame.locator('.abstract').count()).toBe(1)
})

it('links to the topic’s page where no script runs', async () => {
  const { page, frame } = await openFrame('', '', { javaScriptEnabled: false })
  const [opened] = await Promise.all([
    page.context().waitForEvent('page'),
    frame.locator('.lede sup a').first().click(),
  ])
  await opened.waitForURL(`${origin}/topics/${TOPIC}#*`)
})
