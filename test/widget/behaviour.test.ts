/** The element over its lifetime: languages, releases, lazy loading, events, and cleanup. */
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { WHOLE_PATH } from '../fixtures/box-service.ts'
import { provideHost } from '../fixtures/provide-browser.ts'
import { clickRow, TOPIC, waitForBox } from './host.ts'

const SCRIPT = '<script async src="%ORIGIN%/widget.js"></script>'
const element = (attributes = '') => `<fact-box topic="${TOPIC}" ${attributes}><p>Fallback</p></fact-box>`
const TELLS = `<script>
  window.told = []
  for (const name of ['ready', 'toggle', 'cite', 'error']) {
    addEventListener('fact-box:' + name, ({ detail }) => told.push([name, detail]))
    addEventListener('factbox' + name, ({ detail }) => told.push(['plain ' + name, detail]))
  }
</script>`

const host = await provideHost()

afterEach(() => host.answerBox(undefined))

const section = (page: Page) => page.locator('fact-box section')
const row = (page: Page, name: string) => page.locator(`fact-box .${name}`)
const told = (page: Page) => page.evaluate(() => (window as unknown as { told: [string, unknown][] }).told)

describe('languages', () => {
  it.each([
    ['ar', 'rtl', ['بطاقة حقائق', 'مايو', 'يومًا', 'غير وارد في هذه المصادر']],
    ['fa', 'rtl', ['جعبهٔ اطلاعات', '۲۸ مه', '۵۷ روز', 'در این منابع نیامده']],
    ['en', 'ltr', ['Fact box', '28 May', '57 days', 'Not in these sources']],
  ])('has the plurals, dates and digits of %s, and marks text in another language', async (lang, dir, words) => {
    const { page } = await host.open(SCRIPT + element(`lang="${lang}"`))
    await waitForBox(page)
    const text = await section(page).textContent()
    for (const word of words) expect(text).toContain(word)
    expect(await section(page).evaluate(({ lang, dir }: HTMLElement) => [lang, dir] as const)).toEqual([lang, dir])
    const title = page.locator('fact-box h2')
    expect(await title.evaluate((heading) => heading.closest('[lang]')?.getAttribute('lang'))).toBe('en')
    expect(await title.evaluate((heading) => getComputedStyle(heading).direction)).toBe('ltr')
  })

  it.each([
    ['<div lang="fa-IR">', 'fa'],
    ['<div lang="fr">', 'en'],
    ['<div>', 'en'],
  ])('takes the language of the page where it can: %s', async (parent, lang) => {
    const { page, consoleLog } = await host.open(`${SCRIPT}${parent}${element()}</div>`)
    await waitForBox(page)
    expect(await section(page).getAttribute('lang')).toBe(lang)
    expect(consoleLog.errors).toEqual([])
  })

  it('changes with its attribute, and opened parts stay open', async () => {
    const { page } = await host.open(SCRIPT + element())
    await clickRow(page, 'claimed')
    await page.locator('fact-box').evaluate((box) => box.setAttribute('lang', 'ar'))
    await page.locator('fact-box section[lang=ar]').waitFor()
    expect(await row(page, 'claimed').locator('details').getAttribute('open')).toBe('')
  })

  it('changes with its page', async () => {
    const { page } = await host.open(SCRIPT + element())
    await waitForBox(page)
    await page.evaluate(() => document.documentElement.setAttribute('lang', 'fa-Arab-AF'))
    await page.locator('fact-box section[lang=fa][dir=rtl]').waitFor()
  })

  it('never requests English, and another language only once', async () => {
    const { page } = await host.open(SCRIPT + element('lang="fa"') + element('lang="fa"') + element())
    await expect.poll(() => section(page).count()).toBe(3)
    expect(host.asked.filter((path) => path.startsWith('/widget/'))).toEqual(['/widget/fa.json'])
  })

  it('is English where the language is not available', async () => {
    host.answer('/widget/fa.json', { status: 503, body: '' })
    const { page } = await host.open(SCRIPT + element('lang="fa"'))
    await waitForBox(page)
    expect(await section(page).getAttribute('lang')).toBe('en')
    host.answer('/widget/fa.json', undefined)
  })
})

describe('releases', () => {
  it('shows its pinned release, from the URL of that release', async () => {
    const { page } = await host.open(SCRIPT + element('release="1"'))
    await waitForBox(page)
    expect(host.asked).toEqual(['/widget.js', `/v1/topics/${TOPIC}/releases/1/box`])
  })

  it('requests the pinned release when the tag brings another, and nothing when it brings the same', async () => {
    const tag = (release: number) =>
      `<script async src="%ORIGIN%/embed/${TOPIC}.js" data-release="${release}"></script>`
    const same = await host.open(tag(1))
    await waitForBox(same.page)
    expect(host.asked).toEqual([`/embed/${TOPIC}.js`])
    const other = await host.open(tag(2))
    await other.page.locator('fact-box').getByRole('status').waitFor()
    expect(host.asked).toEqual([`/embed/${TOPIC}.js`, WHOLE_PATH, `/v1/topics/${TOPIC}/releases/2/box`])
  })
})

describe('lazy loading', () => {
  it('requests data when the box comes near the viewport, and not before', async () => {
    const { page } = await host.open(`${SCRIPT}<div style="height:5000px"></div>${element()}`)
    await page.waitForFunction(() => customElements.get('fact-box'))
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    expect(host.asked).toEqual(['/widget.js'])
    await page.evaluate(() => scrollTo(0, 4000))
    await waitForBox(page)
    expect(host.asked).toHaveLength(2)
  })

  it('loads when a hidden parent becomes visible', async () => {
    const { page } = await host.open(`${SCRIPT}<div hidden>${element()}</div>`)
    await page.waitForFunction(() => customElements.get('fact-box'))
    await page.evaluate(() => document.querySelector('div')?.removeAttribute('hidden'))
    await waitForBox(page)
  })
})

describe('events', () => {
  it('report what a reader opens, closes and checks, under names that every framework accepts', async () => {
    const { page } = await host.open(TELLS + SCRIPT + element('size="full"'))
    await clickRow(page, 'parties')
    await clickRow(page, 'parties')
    await page.getByText('First round of talks').click()
    await page.locator('fact-box header sup a').first().click()
    const topic = TOPIC
    const article = 'iran-focus-crocker-meeting'
    const expected = [
      ['ready', { topic, release: 1 }],
      ['toggle', { topic, part: 'parties', open: true }],
      ['toggle', { topic, part: 'parties', open: false }],
      ['toggle', { topic, part: 'first-round', open: true }],
      ['cite', { topic, article, url: `${host.origin}/topics/${TOPIC}#${article}` }],
    ]
    // Each toggle event is a separate task.
    await expect
      .poll(() => told(page))
      .toEqual(
        expected.flatMap(([name, detail]) => [
          [name, detail],
          [`plain ${name}`, detail],
        ]),
      )
    expect(page.url()).not.toContain('#')
  })

  it('moves the focus to the box when a retry succeeds', async () => {
    host.answerBox({ status: 503, body: '' })
    const { page } = await host.open(TELLS + SCRIPT + element())
    const retry = page.locator('fact-box').getByRole('button')
    await retry.focus()
    host.answerBox(undefined)
    await page.keyboard.press('Enter')
    await waitForBox(page)
    const isFocused = () => section(page).evaluate((box) => (box.getRootNode() as ShadowRoot).activeElement === box)
    await expect.poll(isFocused).toBe(true)
    expect((await told(page)).map(([name]) => name)).toEqual(['error', 'plain error', 'ready', 'plain ready'])
  })
})

describe('a fixed height', () => {
  it('is kept until a reader shows all, in the tag’s language', async () => {
    const { page } = await host.open(SCRIPT + element('max-height="300" lang="fa"'))
    await waitForBox(page)
    expect((await page.locator('fact-box').boundingBox())?.height).toBe(300)
    await page.locator('fact-box').getByText('نمایش همه').click()
    expect((await page.locator('fact-box').boundingBox())?.height).toBeGreaterThan(350)
  })

  it('has no button where all is shown', async () => {
    const { page } = await host.open(SCRIPT + element('max-height="5000" sections="agreed"'))
    await waitForBox(page)
    expect(await page.locator('fact-box .show-all').isVisible()).toBe(false)
  })

  it('scrolls to what gets the keyboard focus', async () => {
    const { page } = await host.open(SCRIPT + element('max-height="300"'))
    const last = page.locator('fact-box footer a').last()
    await last.focus()
    const box = await page.locator('fact-box').boundingBox()
    const link = await last.boundingBox()
    expect((link?.y ?? 0) + (link?.height ?? 0)).toBeLessThanOrEqual((box?.y ?? 0) + 300 - 40)
  })
})

describe('data from the page', () => {
  it('are accepted at any time, and set the topic attribute so that copies show the same topic', async () => {
    const { page } = await host.open(`${SCRIPT}<main><fact-box></fact-box></main>`)
    await page.waitForFunction(() => customElements.get('fact-box'))
    const box = JSON.parse(host.box)
    const set = (change: object) =>
      page
        .locator('fact-box')
        .first()
        .evaluate((element, data) => Object.assign(element, { box: data }), { ...box, ...change })
    await set({})
    await waitForBox(page)
    expect(await page.locator('fact-box').first().getAttribute('topic')).toBe(TOPIC)
    await set({ name: 'Another name' })
    await page.getByRole('heading', { name: 'Another name' }).waitFor()
    expect(host.asked).toEqual(['/widget.js'])
    await page.evaluate(() =>
      document.querySelector('fact-box')?.after(document.querySelector('fact-box')?.cloneNode(true) ?? ''),
    )
    await page.getByRole('heading', { name: box.name }).waitFor()
  })

  it('of another topic are rendered from nothing', async () => {
    const { page } = await host.open(SCRIPT + element())
    await waitForBox(page)
    // As translation extensions do.
    await page.locator('fact-box').evaluate((element) => {
      const title = element.shadowRoot?.querySelector('h2')
      title?.replaceChildren('Übersetzt')
    })
    const other = { ...JSON.parse(host.box), topic: 'another', name: 'Another topic' }
    await page.locator('fact-box').evaluate((element, data) => Object.assign(element, { box: data }), other)
    await page.getByRole('heading', { name: 'Another topic' }).waitFor()
    expect(await section(page).textContent()).not.toContain('Übersetzt')
  })
})

describe('a single-page application', () => {
  it('may move, remove and reinsert the box without another request', async () => {
    const { page, consoleLog } = await host.open(`${SCRIPT}<main>${element()}</main><aside></aside>`)
    await waitForBox(page)
    await page.evaluate(() => {
      const box = document.querySelector('fact-box')
      if (!box) return
      document.querySelector('aside')?.append(box)
      box.remove()
      document.querySelector('main')?.append(box, box.cloneNode(true))
    })
    await page.locator('fact-box').last().scrollIntoViewIfNeeded()
    await expect.poll(() => section(page).count()).toBe(2)
    expect(host.asked.filter((path) => path.endsWith('/box'))).toHaveLength(1)
    expect(consoleLog.errors).toEqual([])
  })

  it('may import the element as a module', async () => {
    const { page, consoleLog } = await host.open(
      `<script type="module">
        import { FactBoxElement } from '%ORIGIN%/widget.mjs'
        const box = new FactBoxElement()
        box.setAttribute('topic', '${TOPIC}')
        document.body.append(box)
      </script>`,
    )
    await waitForBox(page)
    expect(host.asked).toEqual(['/widget.mjs', `/v1/topics/${TOPIC}/box`])
    expect(consoleLog.errors).toEqual([])
  })
})

describe('an untidy page', () => {
  it('changes no option by extending Object.prototype', async () => {
    const { page } = await host.open(
      `<script>Object.assign(Object.prototype, { release: '7', lang: 'fa', 'max-height': '9', box: { topic: '${TOPIC}' } })</script>
      <script async src="%ORIGIN%/embed/${TOPIC}.js"></script>`,
    )
    await waitForBox(page)
    expect(await section(page).getAttribute('lang')).toBe('en')
    expect((await page.locator('fact-box').boundingBox())?.height).toBeGreaterThan(300)
    expect(host.asked).toEqual([`/embed/${TOPIC}.js`])
  })

  it('gets no events for clicks on its own content in the box', async () => {
    host.answerBox({ status: 500, body: '' })
    const { page, consoleLog } = await host.open(
      `${TELLS}${SCRIPT}<article data-article="x"><fact-box topic="${TOPIC}"><form><input name="closest"><b>Own</b></form></fact-box></article>`,
    )
    await page.locator('fact-box').getByRole('button').waitFor()
    await page.getByText('Own').click()
    expect((await told(page)).map(([name]) => name)).toEqual(['error', 'plain error'])
    expect(consoleLog.errors.filter((error) => !error.includes('Failed to load resource'))).toEqual([])
  })

  it.each([
    ['no topic', '', /no topic/],
    ['a topic that is none', 'topic="A topic"', /topic="A topic" is ignored/],
  ])('gets one warning, no retry and no request for %s', async (_, attribute, warning) => {
    const { page, consoleLog } = await host.open(`${TELLS}${SCRIPT}<fact-box ${attribute}><p>Fallback</p></fact-box>`)
    const notice = page.locator('fact-box').getByRole('status')
    await notice.waitFor()
    expect(await notice.getByRole('button').count()).toBe(0)
    expect(await page.getByText('Fallback').isVisible()).toBe(true)
    expect(consoleLog.errors).toEqual([expect.stringMatching(warning)])
    expect(host.asked).toEqual(['/widget.js'])
  })

  it('gets no warning for a topic that its script sets after the element is there', async () => {
    const { page, consoleLog } = await host.open(`${SCRIPT}<main></main>`)
    await page.waitForFunction(() => customElements.get('fact-box'))
    await page.evaluate((topic) => {
      const box = document.createElement('fact-box')
      document.querySelector('main')?.append(box)
      box.setAttribute('topic', topic)
    }, TOPIC)
    await waitForBox(page)
    expect(consoleLog.errors).toEqual([])
  })

  it('never shows the box of another topic than the requested one', async () => {
    host.answerBox({ type: 'application/json', body: '{"topic":"another","release":1}' })
    const { page } = await host.open(TELLS + SCRIPT + element())
    await page.locator('fact-box').getByRole('button').waitFor()
    expect(await page.getByText('Fallback').isVisible()).toBe(true)
  })
})
