/** The box pasted as HTML: complete without a script, and reused unchanged by the script of the same version. */
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { provideHost } from '../fixtures/provide-browser.ts'
import { clickRow, TOPIC } from './host.ts'

const SCRIPT = '<script async src="%ORIGIN%/widget.js"></script>'
/** Resolves when the script has finished, and says whether the original nodes still exist. */
const WATCH = `<script>
  const { shadowRoot } = document.querySelector('fact-box')
  const nodes = [...shadowRoot.querySelectorAll('section, section *')]
  window.done = new Promise((resolve) => {
    for (const event of ['ready', 'error']) addEventListener('fact-box:' + event, () => resolve(event))
  }).then((event) => ({ event, all: nodes.length, kept: nodes.filter((node) => node.isConnected).length }))
</script>`

interface Done {
  event: 'ready' | 'error'
  all: number
  kept: number
}

const host = await provideHost()

afterEach(() => host.answerBox(undefined))

const done = (page: Page) => page.evaluate(() => (window as unknown as { done: Promise<Done> }).done)
const section = (page: Page) => page.locator('fact-box section')

describe('without a script', () => {
  it('is complete and styled, requests nothing, and opens and closes', async () => {
    const { page } = await host.open(host.renderStatic(), { javaScriptEnabled: false })
    expect(host.asked).toEqual([])
    await page.locator('fact-box').getByRole('heading', { name: 'US–Iran Iraq talks', level: 2 }).waitFor()
    const text = await section(page).textContent()
    for (const words of ['28 May', '57 days', 'Said to be agreed', 'Not in these sources'])
      expect(text).toContain(words)
    const claims = page.locator('fact-box .claimed')
    expect(await claims.locator('li').first().isVisible()).toBe(false)
    await clickRow(page, 'claimed')
    expect(await claims.locator('li').first().isVisible()).toBe(true)
  })

  it('links every receipt to the source on the topic’s page', async () => {
    const { page } = await host.open(host.renderStatic(), { javaScriptEnabled: false })
    const hrefs = await page
      .locator('fact-box sup a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    expect(hrefs.length).toBeGreaterThan(10)
    for (const href of hrefs) expect(href).toMatch(new RegExp(`^${host.origin}/topics/${TOPIC}#[a-z-]+$`))
  })

  it('stays within a given height, and shows all on demand', async () => {
    const { page } = await host.open(host.renderStatic({ 'max-height': '300' }), { javaScriptEnabled: false })
    expect((await page.locator('fact-box').boundingBox())?.height).toBe(300)
    await page.locator('fact-box .show-all summary').click()
    expect((await page.locator('fact-box').boundingBox())?.height).toBeGreaterThan(350)
  })

  it('writes only allowed attributes, whatever is passed', () => {
    const html = host.renderStatic({ theme: '"><script>alert(1)</script>', sections: 'timeline', lang: '"' })
    expect(html).toMatch(/^<fact-box topic="[a-z-]+" theme="system" sections="timeline"><template/)
    expect(html).not.toContain('<script')
  })
})

describe('with the script', () => {
  it.each(['compact', 'full'])(
    'keeps every node of a %s box of the same version, release and options',
    async (size) => {
      const html = host.renderStatic({ theme: 'dark', lang: 'fa', size })
      const { page, consoleLog } = await host.open(html + WATCH + SCRIPT)
      const { event, all, kept } = await done(page)
      expect(event).toBe('ready')
      expect(all).toBeGreaterThan(100)
      expect(kept).toBe(all)
      expect(await section(page).count()).toBe(1)
      expect(consoleLog.errors).toEqual([])
    },
  )

  it('keeps parts open that a reader opened before it loaded', async () => {
    const open = `<script>document.querySelector('fact-box').shadowRoot.querySelector('.claimed details').open = true</script>`
    const { page } = await host.open(host.renderStatic() + open + WATCH + SCRIPT)
    await done(page)
    expect(await page.locator('fact-box .claimed details').getAttribute('open')).toBe('')
  })

  it.each([
    ['an older release', { release: 7, name: 'Old name' }, {}],
    ['another build of the widget', {}, { version: 'other' }],
  ])('replaces %s cleanly', async (_, change, build) => {
    const html = host
      .renderStatic({}, change)
      .replace(/(?<=data-key="[^"]* )[0-9a-f]{8}(?= )/, (version) => ('version' in build ? build.version : version))
    const { page, consoleLog } = await host.open(html + WATCH + SCRIPT)
    expect(await done(page)).toMatchObject({ event: 'ready', kept: 0 })
    expect(await section(page).count()).toBe(1)
    expect(await page.locator('fact-box h2').textContent()).toBe('US–Iran Iraq talks')
    expect(consoleLog.errors).toEqual([])
  })

  it('leaves the box unchanged when the data do not arrive', async () => {
    host.answerBox({ status: 500, body: 'no' })
    const { page } = await host.open(host.renderStatic() + WATCH + SCRIPT)
    const { event, all, kept } = await done(page)
    expect([event, kept]).toEqual(['error', all])
    expect(await page.locator('fact-box').getByRole('button').count()).toBe(0)
  })

  it('follows an attribute that changes later', async () => {
    const { page } = await host.open(host.renderStatic() + WATCH + SCRIPT)
    await done(page)
    await page.locator('fact-box').evaluate((box) => box.setAttribute('lang', 'ar'))
    await page.locator('fact-box section[dir=rtl]').waitFor()
  })
})
