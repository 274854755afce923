/** The box for readers who use a keyboard, a screen reader, large text or their own colours. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { listViolations } from '../fixtures/axe.ts'
import { provideHost } from '../fixtures/provide-browser.ts'
import { TOPIC, waitForBox } from './host.ts'

const TAG = `<script async src="%ORIGIN%/embed/${TOPIC}.js"></script>`
/** Smallest size of controls, in px; a link within a line of text is exempt (WCAG 2.2, 2.5.8). */
const TARGET = 44

const host = await provideHost()

const setAttributes = (page: Page, attributes: Record<string, string>) =>
  page.locator('fact-box').evaluate((box, all) => {
    for (const [name, value] of Object.entries(all)) box.setAttribute(name, value)
  }, attributes)

const openAll = (page: Page) =>
  page.evaluate(() => {
    for (const part of document.querySelector('fact-box')?.shadowRoot?.querySelectorAll('details') ?? [])
      part.open = true
    const marks = document.querySelector('fact-box')?.shadowRoot?.querySelectorAll<HTMLElement>('sup a')
    if (![...(marks ?? [])].some((mark) => mark.ariaExpanded === 'true')) marks?.[0]?.click()
  })

describe('axe', () => {
  it('finds nothing in any size, theme, language and width, with every part and a receipt open', async () => {
    const { page } = await host.open(`<main><h1>Story</h1>${TAG}</main>`, { viewport: { width: 900, height: 800 } })
    await waitForBox(page)
    const found: Record<string, unknown> = {}
    for (const size of ['compact', 'full']) {
      for (const theme of ['light', 'dark']) {
        for (const lang of ['en', 'ar', 'fa']) {
          await setAttributes(page, { size, theme, lang })
          await page.locator(`fact-box section[lang=${lang}].${theme}`).waitFor()
          await openAll(page)
          for (const width of [240, 360, 640, 900]) {
            await page.setViewportSize({ width, height: 800 })
            const violations = await listViolations(page, 'fact-box')
            if (violations.length > 0) found[`${size} ${theme} ${lang} ${width}`] = violations
          }
        }
      }
    }
    expect(found).toEqual({})
  })

  it('finds nothing in a card', async () => {
    const { page } = await host.open(
      `<main><h1>Story</h1>${TAG.replace('async', 'async data-item="first-round"')}</main>`,
    )
    await page.locator('fact-box .card').waitFor()
    expect(await listViolations(page, 'fact-box')).toEqual([])
  })
})

describe('the keyboard', () => {
  it('reaches each control once, in order, shows the focus, and opens the focused control', async () => {
    const { page } = await host.open(`<button>Before</button>${TAG}<button>After</button>`)
    await waitForBox(page)
    await page.getByText('Before').focus()
    const stops: string[] = []
    for (let stop = await press(page, 'Tab'); stop !== 'After'; stop = await press(page, 'Tab')) {
      stops.push(stop)
      expect(stops.length).toBeLessThan(200)
    }
    const controls = await page.locator('fact-box').evaluate((box) =>
      [...(box.shadowRoot?.querySelectorAll<HTMLElement>('a[href],summary,button') ?? [])]
        // The content of a closed part gets no focus, but its title does.
        .filter((control) => control.checkVisibility())
        .map((control) => control.textContent),
    )
    expect(stops).toEqual(controls)
    const details = page.locator('fact-box .claimed details')
    const summary = details.locator('summary')
    await summary.focus()
    await page.keyboard.press('Enter')
    expect(await details.getAttribute('open')).toBe('')
    await page.keyboard.press('Space')
    expect(await details.getAttribute('open')).toBeNull()
    expect(await summary.evaluate((focused) => getComputedStyle(focused).outlineStyle)).not.toBe('none')
  })
})

/** Presses a key and returns the text of the focused element. */
async function press(page: Page, key: string): Promise<string> {
  await page.keyboard.press(key)
  return page.evaluate(() => {
    const host = document.activeElement as HTMLElement
    return ((host.shadowRoot?.activeElement ?? host) as HTMLElement).textContent
  })
}

describe('a screen reader', () => {
  it.each(['compact', 'full'])('gets this tree: %s', async (size) => {
    const { page } = await host.open(`<main><h1>Story</h1>${TAG.replace('async', `async data-size="${size}"`)}</main>`)
    await waitForBox(page)
    await openAll(page)
    await page.locator('fact-box .receipt').waitFor()
    const tree = await page.locator('fact-box').ariaSnapshot()
    await expect(tree.replaceAll(host.origin, 'ORIGIN')).toMatchFileSnapshot(`accessibility-tree-${size}.txt`)
  })

  it.each([2, 4, 6])(
    'finds headings that go down one level at a time from level %d, and never below 6',
    async (level) => {
      const { page } = await host.open(TAG.replace('async', `async data-heading-level="${level}"`))
      await waitForBox(page)
      const levels = await page
        .locator('fact-box')
        .evaluate((box) =>
          [...(box.shadowRoot?.querySelectorAll('h1,h2,h3,h4,h5,h6') ?? [])].map(
            ({ localName }) => +localName.slice(1),
          ),
        )
      expect(levels[0]).toBe(level)
      expect(new Set(levels)).toEqual(new Set([0, 1, 2].map((below) => Math.min(6, level + below))))
    },
  )
})

describe('a large text size', () => {
  it.each([
    ['400% zoom', { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }, ''],
    [
      'text spacing (WCAG 2.2, 1.4.12)',
      { viewport: { width: 640, height: 800 } },
      '<style>fact-box{--fb-font:system-ui}*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}</style>',
    ],
  ])('works at %s without horizontal scrolling', async (_, options, style) => {
    const { page } = await host.open(style + TAG, options)
    await waitForBox(page)
    await openAll(page)
    const isWider = () => document.documentElement.scrollWidth > document.documentElement.clientWidth
    expect(await page.evaluate(isWider)).toBe(false)
  })

  it('keeps all text when a reader increases the spacing inside the box', async () => {
    const { page } = await host.open(TAG, { viewport: { width: 320, height: 800 } })
    await waitForBox(page)
    await openAll(page)
    const clipped = await page.locator('fact-box').evaluate((box) => {
      const spacing = new CSSStyleSheet()
      spacing.replaceSync('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}')
      box.shadowRoot?.adoptedStyleSheets.push(spacing)
      return [...(box.shadowRoot?.querySelectorAll<HTMLElement>('p:not(.unseen),li,summary,h2,h3,h4') ?? [])]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
        .map(({ textContent }) => textContent)
    })
    expect(clipped).toEqual([])
  })
})

describe('targets', () => {
  it(`are ${TARGET} px high, except links within a line of text`, async () => {
    const { page } = await host.open(TAG, { viewport: { width: 360, height: 800 } })
    await waitForBox(page)
    const small = await page
      .locator('fact-box')
      .evaluate(
        (box, target) =>
          [...(box.shadowRoot?.querySelectorAll<HTMLElement>('summary') ?? [])]
            .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < target)
            .map((control) => `${control.textContent} ${control.getBoundingClientRect().height}`),
        TARGET,
      )
    expect(small).toEqual([])
  })
})

describe('forced colours', () => {
  it('are used for everything, and the status marks stay visible', async () => {
    const { page } = await host.open(TAG, { forcedColors: 'active' })
    const title = page.locator('fact-box h2')
    await title.waitFor()
    const ink = await page.locator('fact-box article').evaluate((article) => getComputedStyle(article).color)
    const system = await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('p'))
      probe.setAttribute('style', 'color:CanvasText')
      return getComputedStyle(probe).color
    })
    expect(ink).toBe(system)
    const marks = await page
      .locator('fact-box .row h3')
      .evaluateAll((labels) => labels.map((label) => getComputedStyle(label, '::before').borderTopStyle))
    expect(marks).toEqual(['solid', 'dashed', 'dotted', 'dashed'])
  })
})
