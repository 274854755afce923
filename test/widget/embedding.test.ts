/** Every way to embed, and its failures: the box appears, or the page stays unchanged. */
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { WHOLE_PATH } from '../fixtures/box-service.ts'
import { provideHost } from '../fixtures/provide-browser.ts'
import { TOPIC, waitForBox } from './host.ts'

const TAG = `<script async src="%ORIGIN%/embed/${TOPIC}.js"></script>`
const ELEMENT = `<script async src="%ORIGIN%/widget.js"></script><fact-box topic="${TOPIC}"><p>Fallback</p></fact-box>`
const STRICT_CSP = (origin: string) =>
  `default-src 'none'; img-src data:; script-src ${origin}; connect-src ${origin}; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`

const host = await provideHost()

afterEach(() => host.answerBox(undefined))

const readText = (page: Page) => page.evaluate(() => document.querySelector('fact-box')?.shadowRoot?.textContent ?? '')
const readGround = (page: Page) =>
  page.locator('fact-box article').evaluate((article) => {
    const { colorScheme, backgroundColor } = getComputedStyle(article)
    return [colorScheme, backgroundColor]
  })
const title = (page: Page) => page.locator('fact-box').getByRole('heading', { name: 'US–Iran Iraq talks' })

describe('one tag', () => {
  it('shows the whole box at its place, with one request, and adds nothing else to the page', async () => {
    const { page, consoleLog } = await host.open(`<p>Before</p>${TAG}<p>After</p>`)
    await waitForBox(page)
    const order = await page.evaluate(() => [...document.body.children].map((child) => child.localName))
    expect(order).toEqual(['p', 'script', 'fact-box', 'p'])
    expect(host.asked).toEqual([`/embed/${TOPIC}.js`])
    expect(consoleLog.errors).toEqual([])
    const globals = await page.evaluate(() => Object.keys(window).filter((name) => /fact|box|preact/i.test(name)))
    expect(globals).toEqual([])
    expect(await page.evaluate(() => document.cookie + Object.keys(localStorage) + Object.keys(sessionStorage))).toBe(
      '',
    )
  })

  it('answers who, when, where, what is said, what is not known and how one-sided it is', async () => {
    const { page } = await host.open(TAG)
    await waitForBox(page)
    const text = await readText(page)
    for (const words of [
      '28 May',
      '24 July',
      '57 days',
      'Said to be agreed',
      'Expected next',
      'Not in these sources',
    ]) {
      expect(text).toContain(words)
    }
    for (const outlet of ['Iran Focus, news', 'VOA, editorial stating US views']) expect(text).toContain(outlet)
  })

  it('links to its sources, to the page that checks them, and to the full record', async () => {
    const { page } = await host.open(TAG)
    await waitForBox(page)
    const footer = page.locator('fact-box footer')
    const hrefs = await footer
      .locator('a')
      .evaluateAll((links) => links.map((anchor) => (anchor as HTMLAnchorElement).href))
    const topic = `${host.origin}/topics/${TOPIC}`
    expect(hrefs).toEqual([
      `${topic}#iran-focus-crocker-meeting`,
      expect.stringMatching(/^https:\/\/editorials\.voa\.gov\//),
      `${topic}/verify`,
      topic,
    ])
  })

  it('in the head puts the box at the end of the body, with one warning', async () => {
    const { page, consoleLog } = await host.open(
      `<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,">${TAG.replace('async ', '')}</head><body><p>Text</p></body></html>`,
      { isDocument: true },
    )
    await waitForBox(page)
    expect(await page.evaluate(() => document.body.lastElementChild?.localName)).toBe('fact-box')
    expect(consoleLog.errors).toHaveLength(1)
  })

  it('puts the box where data-target says', async () => {
    const { page, consoleLog } = await host.open(
      `<div id="here"></div><p>Text</p>${TAG.replace('<script', '<script data-target="#here"')}`,
    )
    await waitForBox(page)
    expect(await page.evaluate(() => document.querySelector('fact-box')?.parentElement?.id)).toBe('here')
    expect(consoleLog.errors).toEqual([])
  })

  it('works twice on a page, and beside the element', async () => {
    const { page, consoleLog } = await host.open(TAG + TAG + ELEMENT)
    await page.locator('fact-box').last().scrollIntoViewIfNeeded()
    await expect.poll(() => title(page).count()).toBe(3)
    expect(consoleLog.errors).toEqual([])
  })
})

describe('the quotation', () => {
  const quotation = (topic = TOPIC, options = '') =>
    `<blockquote class="fact-box" data-topic="${topic}" ${options} cite="%ORIGIN%/topics/${topic}"><p>Lede.</p><a href="%ORIGIN%/topics/${topic}">Title</a></blockquote>`

  it('becomes the box at its place, with its options, and its script adds no second one', async () => {
    const { page, consoleLog } = await host.open(
      `<main>${quotation(TOPIC, 'data-theme="dark" data-size="full"')}</main><p>Between</p>${TAG}`,
    )
    await waitForBox(page)
    expect(await page.locator('fact-box').count()).toBe(1)
    const box = page.locator('main fact-box')
    expect(await box.evaluate((element) => [element.getAttribute('theme'), element.getAttribute('size')])).toEqual([
      'dark',
      'full',
    ])
    expect(await page.getByText('Lede.').isVisible()).toBe(false)
    // The tag brings the compact box as HTML; the full one is drawn from data.
    expect(host.asked).toEqual([`/embed/${TOPIC}.js`, WHOLE_PATH, `/v1/topics/${TOPIC}/box`])
    expect(consoleLog.errors).toEqual([])
  })

  it('is upgraded anywhere, each of several once', async () => {
    const { page } = await host.open(TAG + quotation() + quotation() + TAG)
    await expect.poll(() => page.locator('fact-box section').count()).toBe(2)
    expect(await page.locator('fact-box').count()).toBe(2)
  })

  it('keeps its text when the data fail to load, and when the script does', async () => {
    host.answerBox({ status: 503, body: '' })
    const { page } = await host.open(`<script async src="%ORIGIN%/widget.js"></script>${quotation()}`)
    await page.locator('fact-box').getByRole('button').waitFor()
    expect(await page.getByText('Lede.').isVisible()).toBe(true)
    const { page: without } = await host.open(quotation() + TAG, { javaScriptEnabled: false })
    expect(await without.getByText('Lede.').isVisible()).toBe(true)
  })

  it('stays unchanged in an engine that lacks a required feature', async () => {
    const { page, consoleLog } = await host.open(`<script>delete Object.hasOwn</script>${quotation()}${TAG}`)
    await page.waitForLoadState()
    expect(await page.evaluate(() => customElements.get('fact-box') === undefined)).toBe(true)
    expect(await page.getByText('Lede.').isVisible()).toBe(true)
    expect(consoleLog.errors).toEqual([])
  })
})

describe('an item', () => {
  it('is a card with all that it needs to be shown alone', async () => {
    const { page } = await host.open(ELEMENT.replace('topic=', 'item="first-official-meeting" topic='))
    await page.locator('fact-box .card').waitFor()
    const text = await readText(page)
    for (const words of ['Said', 'Iran Focus', 'news', 'First round of talks, 28 May 2007', 'Not in these sources']) {
      expect(text).toContain(words)
    }
    expect(host.asked.filter((path) => path.startsWith('/v1'))).toEqual([
      `/v1/topics/${TOPIC}/cards/first-official-meeting`,
    ])
  })

  it('that does not exist gives the whole box', async () => {
    const { page } = await host.open(ELEMENT.replace('topic=', 'item="no-such-item" topic='))
    await page.locator('fact-box .row').first().waitFor()
    expect(await page.locator('fact-box .card').count()).toBe(0)
  })
})

describe('the element', () => {
  it('fetches its topic once for several boxes, without credentials', async () => {
    const { page, consoleLog } = await host.open(`${ELEMENT}<fact-box topic="${TOPIC}"></fact-box>`)
    await expect
      .poll(() => page.locator('fact-box').getByRole('heading', { name: 'US–Iran Iraq talks' }).count())
      .toBe(2)
    expect(host.asked.filter((path) => path.endsWith('/box'))).toHaveLength(1)
    expect(consoleLog.errors).toEqual([])
  })

  it.each([
    ['an error', { status: 500, body: 'no' }],
    ['an outage', { status: 503, type: 'application/problem+json', body: '{}' }],
    ['something that is not JSON', { type: 'application/json', body: '<!doctype html>' }],
    ['JSON that is not a box', { type: 'application/json', body: '{"items":[]}' }],
  ])('keeps the fallback and offers a retry after %s', async (_, answer) => {
    host.answerBox(answer)
    const { page, consoleLog } = await host.open(ELEMENT)
    const retry = page.locator('fact-box').getByRole('button')
    await retry.waitFor()
    expect(await page.getByText('Fallback').isVisible()).toBe(true)
    expect(consoleLog.errors.filter((error) => !error.includes('Failed to load resource'))).toEqual([])
    host.answerBox(undefined)
    await retry.click()
    await waitForBox(page)
    expect(await page.getByText('Fallback').isVisible()).toBe(false)
  })

  it.each([
    ['missing', 404, 'could not be loaded'],
    ['withdrawn', 410, 'withdrawn'],
  ])('says that a box is %s, and offers no retry', async (_, status, words) => {
    host.answerBox({ status, type: 'application/problem+json', body: '{}' })
    const { page } = await host.open(ELEMENT)
    const notice = page.locator('fact-box').getByRole('status')
    await notice.waitFor()
    expect(await notice.textContent()).toContain(words)
    expect(await notice.getByRole('button').count()).toBe(0)
    expect(await page.getByText('Fallback').isVisible()).toBe(true)
    host.answerBox(undefined)
  })

  it('sends its ready event to the page, through the shadow root', async () => {
    const { page } = await host.open(
      `<script>addEventListener('fact-box:ready', (event) => { document.title = JSON.stringify(event.detail) })</script>${ELEMENT}`,
    )
    await waitForBox(page)
    await expect.poll(async () => JSON.parse(await page.title())).toMatchObject({ topic: TOPIC, release: 1 })
  })

  it.each([
    ['theme="pink"', /theme.*pink.*auto.*light.*dark/],
    ['max-height="20em"', /max-height.*20em/],
    ['origin="facts.example"', /origin.*facts\.example.*https/],
  ])('takes a wrong attribute for its default, with one warning that names it: %s', async (attribute, warning) => {
    const { page, consoleLog } = await host.open(ELEMENT.replace('topic=', `${attribute} topic=`))
    await waitForBox(page)
    expect(consoleLog.errors).toEqual([expect.stringMatching(warning)])
  })

  it.each([ELEMENT.replace('topic=', 'size="huge" topic='), TAG.replace('src=', 'data-size="huge" src=')])(
    'warns once of a wrong attribute, whatever else changes later: %s',
    async (html) => {
      const { page, consoleLog } = await host.open(`${html}<div id="other"></div>`)
      await waitForBox(page)
      await page.evaluate(() => {
        const box = document.querySelector('fact-box') as Element
        box.setAttribute('theme', 'dark')
        box.setAttribute('lang', 'tr')
        box.setAttribute('size', 'huge')
        document.querySelector('#other')?.append(box)
        document.documentElement.setAttribute('lang', 'fa')
      })
      await page.locator('fact-box section[lang=tr].dark').waitFor()
      expect(consoleLog.errors).toEqual([expect.stringMatching(/size.*huge.*compact.*full/)])
      await page.evaluate(() => document.querySelector('fact-box')?.setAttribute('size', 'tiny'))
      expect(consoleLog.errors).toEqual([expect.anything(), expect.stringMatching(/size.*tiny/)])
    },
  )

  it.each(['/', '/topics/of-its-own'])('takes the origin of an address: %s', async (path) => {
    const { page, consoleLog } = await host.open(ELEMENT.replace('topic=', `origin="%ORIGIN%${path}" topic=`))
    await waitForBox(page)
    expect(consoleLog.errors).toEqual([])
  })

  it('respects heading-level, sections and open', async () => {
    const { page } = await host.open(
      ELEMENT.replace('topic=', 'heading-level="4" sections="agreed claimed" open="claimed" topic='),
    )
    await page.locator('fact-box').getByRole('heading', { level: 4, name: 'US–Iran Iraq talks' }).waitFor()
    const rows = page.locator('fact-box .row')
    expect(await rows.evaluateAll((all) => all.map(({ className }) => className))).toEqual([
      'row agreed led',
      'row claimed led',
    ])
    expect(await page.locator('fact-box .claimed li').first().isVisible()).toBe(true)
    expect(await page.locator('fact-box .agreed li').first().isVisible()).toBe(false)
  })
})

describe('on a difficult page', () => {
  it('complies with the strictest content security policy', async () => {
    for (const html of [TAG, ELEMENT]) {
      const { page, consoleLog } = await host.open(html, {
        headers: { 'Content-Security-Policy': STRICT_CSP(host.origin) },
      })
      await waitForBox(page)
      expect(consoleLog.errors).toEqual([])
    }
  })

  it('keeps its own style under universal important rules', async () => {
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

  it.each([
    ['white', 'light', false],
    ['#111', 'dark', false],
    ['oklch(0.2 0.02 260)', 'dark', false],
    ['#888', 'light', true],
    ['linear-gradient(red, blue)', 'light', true],
  ])('takes the page’s own background where it is known: %s', async (background, scheme, hasPaper) => {
    const { page } = await host.open(`<style>main{background:${background}}</style><main>${ELEMENT}</main>`)
    await waitForBox(page)
    const [found, paper] = await readGround(page)
    expect(found).toBe(scheme)
    expect(paper !== 'rgba(0, 0, 0, 0)').toBe(hasPaper)
  })

  it('is printed on paper of its own where a page prints its dark background', async () => {
    const { page } = await host.open(
      `<style>body{background:#111;color:#eee;print-color-adjust:exact}</style>${ELEMENT}`,
    )
    await waitForBox(page)
    await page.emulateMedia({ media: 'print' })
    const printed = await page.locator('fact-box article').evaluate((article) => {
      const { backgroundColor, color, printColorAdjust } = getComputedStyle(article)
      return { backgroundColor, color, printColorAdjust }
    })
    expect(printed).toEqual({
      backgroundColor: 'rgb(255, 255, 255)',
      color: 'rgb(20, 22, 26)',
      printColorAdjust: 'exact',
    })
  })

  it('shows an open mark where the reader’s own colours are forced', async () => {
    const { page } = await host.open(ELEMENT, { forcedColors: 'active', colorScheme: 'dark' })
    const mark = page.locator('fact-box .lede sup a').first()
    const readInk = () => mark.evaluate((one) => getComputedStyle(one).color)
    const closed = await readInk()
    await mark.click()
    expect(await mark.getAttribute('aria-expanded')).toBe('true')
    expect(await readInk()).toBe(closed)
  })

  it('lets no phone enlarge its text', async () => {
    const { page } = await host.open(`<style>html{-webkit-text-size-adjust:150%}</style>${ELEMENT}`)
    await waitForBox(page)
    const adjusted = await page
      .locator('fact-box section')
      .evaluate((section) => getComputedStyle(section).getPropertyValue('text-size-adjust'))
    expect(adjusted).toBe('100%')
  })

  it('shows the receipt of another mark afresh after a translator has replaced all texts', async () => {
    const { page } = await host.open(ELEMENT)
    const marks = page.locator('fact-box .lede sup a')
    await marks.nth(0).click()
    await page.locator('fact-box').evaluate((box) => {
      const walker = document.createTreeWalker(box.shadowRoot as ShadowRoot, NodeFilter.SHOW_TEXT)
      const texts: Text[] = []
      while (walker.nextNode()) texts.push(walker.currentNode as Text)
      for (const text of texts) {
        const font = document.createElement('font')
        font.append(`Übersetzt: ${text.data}`)
        text.replaceWith(font)
      }
    })
    await marks.nth(1).click()
    const receipt = page.locator('fact-box .receipt')
    expect(await receipt.textContent()).toMatch(/^Voice of America/)
    expect(await receipt.textContent()).not.toContain('Übersetzt')
  })

  it('becomes the box of a quotation whatever a tag says its topic is', async () => {
    const { page, consoleLog } = await host.open(
      `<blockquote class="fact-box" data-topic="${TOPIC}">T</blockquote><script async data-topic='of "quotes"' src="%ORIGIN%/widget.js"></script>`,
    )
    await page.locator('blockquote fact-box section').waitFor()
    expect(consoleLog.errors).toEqual([expect.stringContaining('topic="of "quotes"" is ignored')])
  })

  it('turns dark when its page does', async () => {
    const { page } = await host.open(`<style>.night body{background:#000}</style>${ELEMENT}`)
    await waitForBox(page)
    expect((await readGround(page))[0]).toBe('light')
    await page.evaluate(() => document.documentElement.classList.add('night'))
    await expect.poll(() => readGround(page)).toEqual(['dark', 'rgba(0, 0, 0, 0)'])
  })

  it.each([
    ['light', 'dark', 'light'],
    ['dark', 'light', 'dark'],
    ['system', 'dark', 'light dark'],
  ] as const)('has a background of its own as the option says: %s', async (theme, colorScheme, expected) => {
    const { page } = await host.open(ELEMENT.replace('topic=', `theme="${theme}" topic=`), { colorScheme })
    await waitForBox(page)
    const [found, paper] = await readGround(page)
    expect(found).toBe(expected)
    expect(paper).not.toBe('rgba(0, 0, 0, 0)')
  })

  it('is as hidden and as unclickable as its parent', async () => {
    const { page } = await host.open(`<div style="visibility:hidden;pointer-events:none">${ELEMENT}</div>`)
    await page.locator('fact-box section').waitFor({ state: 'attached' })
    const look = await page.locator('fact-box section').evaluate((section) => {
      const { visibility, pointerEvents } = getComputedStyle(section)
      return [visibility, pointerEvents]
    })
    expect(look).toEqual(['hidden', 'none'])
  })

  it('takes the page’s text size, within readable limits', async () => {
    const sizes = []
    for (const size of [4, 17, 40]) {
      const { page } = await host.open(`<div style="font-size:${size}px">${ELEMENT}</div>`)
      await waitForBox(page)
      sizes.push(await page.locator('fact-box .lede').evaluate((lede) => getComputedStyle(lede).fontSize))
    }
    expect(sizes).toEqual(['15px', '17px', '20px'])
  })

  it('keeps style sheets that others adopted', async () => {
    const { page } = await host.open(ELEMENT)
    await waitForBox(page)
    const count = await page.locator('fact-box').evaluate((box) => {
      const sheet = new CSSStyleSheet()
      if (box.shadowRoot) box.shadowRoot.adoptedStyleSheets = [sheet]
      box.setAttribute('heading-level', '3')
      return box.shadowRoot?.adoptedStyleSheets.length
    })
    expect(count).toBe(2)
  })

  it('leaves the page alone when an older copy is there', async () => {
    const older = `<script>customElements.define('fact-box', class extends HTMLElement { connectedCallback() { this.textContent = 'old ' + this.getAttribute('topic') } })</script>`
    const { page, consoleLog } = await host.open(older + TAG)
    await expect.poll(() => page.locator('fact-box').textContent()).toBe(`old ${TOPIC}`)
    expect(consoleLog.errors).toEqual([])
  })
})
