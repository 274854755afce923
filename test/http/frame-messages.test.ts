/** Messages between the frame and its page, in the protocols of publishing systems. */
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { provideHost } from '../fixtures/provide-browser.ts'
import { TOPIC } from '../widget/host.ts'

const origin = inject('origin')
const host = await provideHost()

/** Records the frame's messages. `rest` follows the topic in the frame's URL. */
const page = (rest = '', attributes = '') =>
  `<script>window.messages = []; addEventListener('message', ({ data }) => messages.push(data))</script>
  <iframe src="${origin}/embed/${TOPIC}${rest}" title="Box" width="640" height="900" ${attributes}></iframe>`
const WORDPRESS = ['#?secret=abcdefghij', 'sandbox="allow-scripts" security="restricted"'] as const

const box = (opened: Page) => opened.frameLocator('iframe').locator('section')
const measure = async (opened: Page) => Math.ceil((await box(opened).boundingBox())?.height ?? 0)
const readMessages = (opened: Page): Promise<unknown[]> =>
  opened.evaluate(() => (window as unknown as { messages: unknown[] }).messages)

describe('a frame sends its height', () => {
  it.each<[system: string, rest: string, attributes: string, message: (height: number) => unknown]>([
    ['frame.js', '', '', (height) => ({ type: 'fact-box:height', height })],
    ['AMP', '', '', (height) => ({ sentinel: 'amp', type: 'embed-size', height })],
    [
      'Embedly and Iframely',
      '',
      '',
      (height) => JSON.stringify({ context: 'iframe.resize', src: `${origin}/embed/${TOPIC}`, height, domains: 'all' }),
    ],
    [
      'Pym.js',
      '?initialWidth=640&childId=my-box&parentUrl=x',
      '',
      (height) => `pymxPYMxmy-boxxPYMxheightxPYMx${height}`,
    ],
    // WordPress clips the frame to nothing until it has a height, and browsers then observe nothing in it.
    [
      'WordPress',
      WORDPRESS[0],
      `${WORDPRESS[1]} style="position: absolute; clip: rect(1px, 1px, 1px, 1px)"`,
      (height) => ({ message: 'height', value: height, secret: 'abcdefghij' }),
    ],
  ])('to %s', async (_, rest, attributes, message) => {
    const { page: opened } = await host.open(page(rest, attributes))
    await box(opened).waitFor()
    const expected = message(await measure(opened))
    await expect.poll(() => readMessages(opened)).toContainEqual(expected)
  })

  it('to WordPress when it names the frame later', async () => {
    const { page: opened } = await host.open(page('', WORDPRESS[1]))
    await box(opened).waitFor()
    await opened.evaluate(() => {
      const frame = document.querySelector('iframe') as HTMLIFrameElement
      frame.src += '#?secret=klmnopqrst'
      frame.contentWindow?.postMessage({ message: 'ready', secret: 'klmnopqrst' }, '*')
    })
    await expect
      .poll(() => readMessages(opened))
      .toContainEqual({ message: 'height', value: await measure(opened), secret: 'klmnopqrst' })
  })
})

describe('a link in a frame that may not open windows', () => {
  it('is followed by WordPress when it leads to this service', async () => {
    const { page: opened } = await host.open(page(...WORDPRESS))
    await box(opened).locator(`footer a[href="${origin}/topics/${TOPIC}"]`).click()
    await expect
      .poll(() => readMessages(opened))
      .toContainEqual({ message: 'link', value: `${origin}/topics/${TOPIC}`, secret: 'abcdefghij' })
  })

  it('shows its URL where no page follows it', async () => {
    const { page: opened } = await host.open(page(...WORDPRESS))
    await box(opened).locator(`footer a[href="${origin}/topics/${TOPIC}"]`).click()
    const address = opened.frameLocator('iframe').locator('output')
    expect(await address.textContent()).toBe(`${origin}/topics/${TOPIC}`)
  })

  it.each([page(...WORDPRESS), page('', WORDPRESS[1]), page('', 'sandbox="allow-scripts allow-same-origin"')])(
    'shows its URL in other cases',
    async (html) => {
      const { page: opened } = await host.open(html)
      const frame = opened.frameLocator('iframe')
      const link = box(opened).locator(`a[href^="http"]:not([href^="${origin}"])`).last()
      const href = await link.evaluate((element: HTMLElement) => {
        for (const part of element.ownerDocument.querySelectorAll('details')) part.open = true
        return (element as HTMLAnchorElement).href
      })
      await link.click()
      const address = frame.locator('output')
      expect(await address.textContent()).toBe(href)
      const [{ y = 0, height = 0 } = {}, outer] = [(await address.boundingBox()) ?? undefined, await measure(opened)]
      expect(y + height).toBeLessThan(outer + 900)
      await box(opened).getByRole('heading').first().click()
      expect(await address.count()).toBe(0)
    },
  )
})

describe('a link in a sandbox that allows new tabs', () => {
  it('opens in a new tab', async () => {
    const { page: opened, consoleLog } = await host.open(page('', 'sandbox="allow-scripts allow-popups"'))
    const popup = opened.waitForEvent('popup')
    await box(opened).locator(`footer a[href="${origin}/topics/${TOPIC}"]`).click()
    expect((await popup).url()).toBe(`${origin}/topics/${TOPIC}`)
    expect(await opened.frameLocator('iframe').locator('output').count()).toBe(0)
    expect(consoleLog.errors).toEqual([])
  })
})
