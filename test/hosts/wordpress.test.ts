/** A topic in WordPress, by an author whose HTML is filtered: as a plain URL, and as the snippet. */
import { existsSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchChromium, recordConsole } from '../fixtures/browser.ts'
import { ORIGIN, SNIPPET, TOPIC } from './snippet.ts'
import { startWordPress, type WordPress } from './wordpress.ts'

/** Debian: php-cli php-mysql mariadb-server-core mariadb-client-core php-getid3 libjs-cropper libjs-underscore. */
const isInstalled = ['/usr/bin/php', '/usr/sbin/mariadbd', '/usr/bin/my_print_defaults'].every(existsSync)
const origin = inject('origin')
const topic = `${origin}/topics/${TOPIC}`

describe.skipIf(!isInstalled)('WordPress', () => {
  let browser: Browser
  let wordpress: WordPress

  beforeAll(async () => {
    const posts = [`Before.\n\n${topic}\n\nAfter.`, `Before.\n\n${SNIPPET.replaceAll(ORIGIN, origin)}\n\nAfter.`]
    ;[browser, wordpress] = await Promise.all([launchChromium(), startWordPress(posts, origin)])
  })
  afterAll(async () => {
    await browser?.close()
    await wordpress?.close()
  })

  async function open(post: number) {
    const page = await browser.newPage({ viewport: { width: 800, height: 1200 } })
    page.setDefaultTimeout(10_000)
    const consoleLog = recordConsole(page)
    await page.goto(wordpress.urls[post] ?? '')
    return { page, consoleLog }
  }
  const frame = (page: Page) => page.locator('main iframe.wp-embedded-content')
  const box = (page: Page) => page.frameLocator('main iframe').locator('main')

  it('shows the box of a plain URL at its own height, in a frame that may only run scripts', async () => {
    const { page, consoleLog } = await open(0)
    await box(page).getByRole('heading', { name: 'US–Iran Iraq talks' }).waitFor()
    expect(await frame(page).getAttribute('sandbox')).toBe('allow-scripts')
    // WordPress limits the height of a frame.
    const height = Math.min(1000, await box(page).evaluate((main) => Math.ceil(main.getBoundingClientRect().height)))
    await expect.poll(() => frame(page).getAttribute('height')).toBe(String(height))
    expect(await page.locator('main blockquote').first().isVisible()).toBe(false)
    expect(await frame(page).isVisible()).toBe(true)
    expect(consoleLog.errors).toEqual([])
  })

  it('follows the box’s links to the topic', async () => {
    const { page } = await open(0)
    // A mark opens its receipt in place.
    await box(page).locator(`footer a[href^="${topic}"]`).last().click()
    await page.waitForURL(`${topic}*`)
  })

  it('keeps the snippet’s text, link and topic for an author, and drops the script', async () => {
    const { page, consoleLog } = await open(1)
    const quotation = page.locator('main blockquote.fact-box')
    expect(await quotation.textContent()).toContain('What is known.')
    expect(await quotation.getAttribute('data-topic')).toBe(TOPIC)
    expect(await quotation.getAttribute('cite')).toBe(topic)
    expect(await quotation.getByRole('link').getAttribute('href')).toBe(topic)
    expect(await page.locator('main script').count()).toBe(0)
    // A script that the site itself loads renders the box there.
    await page.addScriptTag({ url: `${origin}/widget.js` })
    await page.locator('main fact-box').getByRole('heading', { name: 'US–Iran Iraq talks' }).waitFor()
    expect(consoleLog.errors).toEqual([])
  })
})
