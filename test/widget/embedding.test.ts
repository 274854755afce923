/** Every way in, and what happens when it goes wrong: the box appears, or the page stays as it was. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../browser.ts'
import { type Host, startHost, TOPIC, waitForBox } from './host.ts'

const TAG = `<script async src="%ORIGIN%/embed/${TOPIC}.js"></script>`
const ELEMENT = `<script async src="%ORIGIN%/widget.js"></script><fact-box topic="${TOPIC}"><p>Fallback</p></fact-box>`
const STRICT_CSP = (origin: string) =>
  `default-src 'none'; img-src data:; script-src ${origin}; connect-src ${origin}; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`

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
  host.answerBox(undefined)
  for (const context of browser.contexts()) await context.close()
})

const readText = (page: Page) => page.evaluate(() => document.querySelector('fact-box')?.shadowRoot?.textContent ?? '')
const title = (page: Page) => page.locator('fact-box').getByRole('heading', { name: 'US–Iran Iraq talks' })

describe('one tag', () => {
  it('shows the whole box where it stands, from one request, and adds nothing to the page', async () => {
    const { page, journal } = await host.open(`<p>Before</p>${TAG}<p>After</p>`)
    await waitForBox(page)
    const order = await page.evaluate(() => [...document.body.children].map((child) => child.localName))
    expect(order).toEqual(['p', 'script', 'fact-box', 'p'])
    expect(host.asked).toEqual([`/embed/${TOPIC}.js`])
    expect(journal.errors).toEqual([])
    const globals = await page.evaluate(() => Object.keys(window).filter((name) => /fact|box|preact/i.test(name)))
    expect(globals).toEqual([])
    expect(await page.evaluate(() => document.cookie + Object.keys(localStorage) + Object.keys(sessionStorage))).toBe(
      '',
    )
  })

  it('answers who, when, where, what was agreed and claimed, by whom, what is not known and how one-sided it is', async () => {
    const { page } = await host.open(TAG)
    await waitForBox(page)
    const text = await readText(page)
    for (const words of ['Ryan Crocker', 'Hassan Kazemi Qomi', 'Baghdad', '28 May 2007', '24 July 2007', '57 days']) {
      expect(text).toContain(words)
    }
    for (const words of ['al-Qaida was an enemy', 'Qods Force', 'Neither carries a word from the Iranian government']) {
      expect(text).toContain(words)
    }
  })

  it('leads to its topic, to what each release changed, and to where its sources can be checked', async () => {
    const { page } = await host.open(TAG)
    await waitForBox(page)
    const footer = page.locator('fact-box footer')
    const hrefs = await footer
      .locator('a')
      .evaluateAll((links) => links.map((anchor) => (anchor as HTMLAnchorElement).href))
    const topic = `${host.origin}/topics/${TOPIC}`
    expect(hrefs.slice(0, 3)).toEqual([topic, `${topic}#history`, `${topic}/verify`])
  })

  it('in the head, goes to the end of the body with one warning', async () => {
    const { page, journal } = await host.open(
      `<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,">${TAG.replace('async ', '')}</head><body><p>Text</p></body></html>`,
      { isDocument: true },
    )
    await waitForBox(page)
    expect(await page.evaluate(() => document.body.lastElementChild?.localName)).toBe('fact-box')
    expect(journal.errors).toHaveLength(1)
  })

  it('goes where data-target says', async () => {
    const { page, journal } = await host.open(
      `<div id="here"></div><p>Text</p>${TAG.replace('<script', '<script data-target="#here"')}`,
    )
    await waitForBox(page)
    expect(await page.evaluate(() => document.querySelector('fact-box')?.parentElement?.id)).toBe('here')
    expect(journal.errors).toEqual([])
  })

  it('may stand there twice, and beside the element of the same page', async () => {
    const { page, journal } = await host.open(TAG + TAG + ELEMENT)
    await page.locator('fact-box').last().scrollIntoViewIfNeeded()
    await expect.poll(() => title(page).count()).toBe(3)
    expect(journal.errors).toEqual([])
  })
})

describe('the element', () => {
  it('fetches its topic once for several boxes, without credentials', async () => {
    const { page, journal } = await host.open(`${ELEMENT}<fact-box topic="${TOPIC}"></fact-box>`)
    await expect
      .poll(() => page.locator('fact-box').getByRole('heading', { name: 'US–Iran Iraq talks' }).count())
      .toBe(2)
    expect(host.asked.filter((path) => path.endsWith('/box'))).toHaveLength(1)
    expect(journal.errors).toEqual([])
  })

  it.each([
    ['an error', { status: 500, body: 'no' }],
    ['an outage', { status: 503, type: 'application/problem+json', body: '{}' }],
    ['something that is not JSON', { type: 'application/json', body: '<!doctype html>' }],
    ['JSON that is no box', { type: 'application/json', body: '{"items":[]}' }],
  ])('keeps the fallback and offers another try after %s', async (_, answer) => {
    host.answerBox(answer)
    const { page, journal } = await host.open(ELEMENT)
    const retry = page.locator('fact-box').getByRole('button')
    await retry.waitFor()
    expect(await page.getByText('Fallback').isVisible()).toBe(true)
    expect(journal.errors.filter((error) => !error.includes('Failed to load resource'))).toEqual([])
    host.answerBox(undefined)
    await retry.click()
    await waitForBox(page)
    expect(await page.getByText('Fallback').isVisible()).toBe(false)
  })

  it.each([
    ['not there', 404, 'could not be loaded'],
    ['withdrawn', 410, 'withdrawn'],
  ])('says that a box is %s, without offering what would be in vain', async (_, status, words) => {
    host.answerBox({ status, type: 'application/problem+json', body: '{}' })
    const { page } = await host.open(ELEMENT)
    const notice = page.locator('fact-box').getByRole('status')
    await notice.waitFor()
    expect(await notice.textContent()).toContain(words)
    expect(await notice.getByRole('button').count()).toBe(0)
    expect(await page.getByText('Fallback').isVisible()).toBe(true)
    host.answerBox(undefined)
  })

  it('tells the page when it is ready, through the shadow root', async () => {
    const { page } = await host.open(
      `<script>addEventListener('fact-box:ready', (event) => { document.title = JSON.stringify(event.detail) })</script>${ELEMENT}`,
    )
    await waitForBox(page)
    expect(JSON.parse(await page.title())).toMatchObject({ topic: TOPIC, release: 1 })
  })

  it('takes a wrong attribute for its default, with one warning that names it', async () => {
    const { page, journal } = await host.open(ELEMENT.replace('topic=', 'theme="pink" topic='))
    await waitForBox(page)
    expect(journal.errors).toEqual([expect.stringMatching(/theme.*pink.*auto.*light.*dark/)])
  })

  it('heeds heading-level and sections', async () => {
    const { page } = await host.open(ELEMENT.replace('topic=', 'heading-level="4" sections="agreed sources" topic='))
    await page.locator('fact-box').getByRole('heading', { level: 4, name: 'US–Iran Iraq talks' }).waitFor()
    await waitForBox(page)
    const text = await readText(page)
    expect(text).toContain('Talks On Iraq With Iran')
    expect(text).not.toContain('57 days')
  })
})

describe('on a difficult page', () => {
  it('breaks no rule of the strictest content security policy', async () => {
    for (const html of [TAG, ELEMENT]) {
      const { page, journal } = await host.open(html, {
        headers: { 'Content-Security-Policy': STRICT_CSP(host.origin) },
      })
      await waitForBox(page)
      expect(journal.errors).toEqual([])
    }
  })

  it('keeps its own look under universal important rules', async () => {
    const read = async (html: string) => {
      const { page } = await host.open(html)
      await waitForBox(page)
      return title(page).evaluate((heading) => {
        const { color, fontFamily, fontSize, textTransform, letterSpacing } = getComputedStyle(heading)
        return { color, fontFamily, fontSize, textTransform, letterSpacing }
      })
    }
    const hostile = `<style>*{color:red!important;font:9px/1 monospace!important;text-transform:uppercase!important;letter-spacing:9px!important}</style>`
    expect(await read(hostile + TAG)).toEqual(await read(TAG))
  })

  it('is light or dark as the reader’s system is, or as it is told', async () => {
    const readPaper = async (html: string, colorScheme: 'light' | 'dark') => {
      const { page } = await host.open(html, { colorScheme })
      await waitForBox(page)
      return title(page).evaluate((heading) => getComputedStyle(heading).color)
    }
    const [light, dark] = [await readPaper(ELEMENT, 'light'), await readPaper(ELEMENT, 'dark')]
    expect(dark).not.toBe(light)
    expect(await readPaper(ELEMENT.replace('topic=', 'theme="light" topic='), 'dark')).toBe(light)
    expect(await readPaper(ELEMENT.replace('topic=', 'theme="dark" topic='), 'light')).toBe(dark)
  })

  it('leaves the page alone when an older copy is there', async () => {
    const older = `<script>customElements.define('fact-box', class extends HTMLElement { set box(box) { this.textContent = 'old ' + box.name } })</script>`
    const { page, journal } = await host.open(older + TAG)
    await expect.poll(() => page.locator('fact-box').textContent()).toBe('old US–Iran Iraq talks')
    expect(journal.errors).toEqual([])
  })
})
