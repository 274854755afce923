/** What axe does not check: terms beside their definitions, target sizes, forced colours, print, text in both directions. */
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { provideChromium } from '../fixtures/provide-browser.ts'
import { PAGES, SIZES } from './pages.ts'
import { CORRECTED, HARBOUR, PERSIAN, TOPIC } from './service.ts'

const origin = inject('site')
const browser = await provideChromium()
/** CSS pixels, in both dimensions (WCAG 2.2, 2.5.8). */
const MIN_TARGET = 24
const PAPER = { width: 720, height: 1020 }

async function open(path: string, options: Parameters<typeof browser.newPage>[0] = {}): Promise<Page> {
  const page = await browser.newPage(options)
  await page.goto(origin + path)
  return page
}

describe.each(Object.entries(PAGES))('%s', (_, path) => {
  it.each(Object.entries(SIZES))('has all in place and large enough targets, %s', async (_size, viewport) => {
    const page = await open(path, { viewport })
    expect(await page.evaluate(listDisplacedTerms)).toEqual([])
    expect(await page.evaluate(listSmallTargets, MIN_TARGET)).toEqual([])
    expect(await page.evaluate(listTouchingKickers)).toEqual([])
    await page.close()
  })

  it('has on paper all of its tables and code', async () => {
    const page = await open(path, { viewport: PAPER })
    await page.emulateMedia({ media: 'print' })
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('.table, pre')]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map((element) => element.getAttribute('aria-label') ?? element.textContent),
    )
    expect(cut).toEqual([])
    await page.close()
  })
})

/** Lists definitions that are not beside their term, in a row of their own. */
function listDisplacedTerms(): string[] {
  return [...document.querySelectorAll('dl > *, dl > div > *')].flatMap((element) => {
    if (element.localName !== 'dd' || !(element as HTMLElement).checkVisibility()) return []
    let term = element.previousElementSibling
    while (term && term.localName !== 'dt') term = term.previousElementSibling
    const [own, its] = [element.getBoundingClientRect(), term?.getBoundingClientRect()]
    const isBeside = its !== undefined && (own.left >= its.right || own.right <= its.left) && own.top >= its.top - 1
    return isBeside ? [] : [element.textContent ?? '']
  })
}

/** Lists openings whose first line runs two texts together. */
function listTouchingKickers(): string[] {
  return [...document.querySelectorAll('.kicker')].flatMap(({ textContent, children }) => {
    const [first, second] = [...children].map((part) => part.getBoundingClientRect())
    if (!first || !second || second.top >= first.bottom) return []
    const gap = Math.max(second.left - first.right, first.left - second.right)
    return gap < 8 ? [textContent ?? ''] : []
  })
}

/** Lists links and controls outside of sentences that are too small to touch. */
function listSmallTargets(least: number): string[] {
  return [...document.querySelectorAll<HTMLElement>('a, button, select, summary, input:not([type=checkbox])')].flatMap(
    (element) => {
      const { width, height } = element.getBoundingClientRect()
      const isInSentence = element.closest('p:not(.tools, .kicker), dd, td, sup, small, .downloads, .skip') !== null
      if (!element.checkVisibility() || isInSentence) return []
      return Math.min(width, height) >= least ? [] : [`${width} x ${height}: ${element.textContent}`]
    },
  )
}

it('shows in forced colours what is selected and which link was visited', async () => {
  const page = await open(`/topics/${TOPIC}?speaker=ncri`, { forcedColors: 'active' })
  const paint = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const { backgroundColor, borderBlockEndColor, outlineStyle } = getComputedStyle(element)
        return { backgroundColor, borderBlockEndColor, outlineStyle }
      })
  expect(await paint('.filters [aria-current]')).not.toEqual(await paint('.filters a:not([aria-current])'))
  expect(await paint('.masthead [aria-current]')).not.toEqual(await paint('.masthead li a:not([aria-current])'))
  await page.goto(`${origin}/topics/${TOPIC}#${CORRECTED}`)
  expect((await paint(`[id="${CORRECTED}"]`)).outlineStyle).toBe('solid')
  await page.close()
})

describe('a right-to-left topic', () => {
  it('keeps the site’s own paragraphs and tables left to right', async () => {
    const page = await open(`/topics/${PERSIAN}`)
    for (const id of ['history', 'downloads', 'cite']) {
      const section = page.locator(`section:has(> [id="${id}"])`)
      expect(await section.evaluate((element) => getComputedStyle(element).direction), id).toBe('ltr')
      expect(await section.getAttribute('lang'), id).toBe('en')
    }
    await page.close()
  })

  it.each(['verify', 'changes'])('is shown in its own language on the page %s', async (name) => {
    const page = await open(`/topics/${PERSIAN}/${name}`)
    expect(await page.locator('h1 bdi').getAttribute('lang')).toBe('fa')
    const outside = await page.evaluate(() => {
      for (const own of document.querySelectorAll('bdi, option, script')) own.remove()
      return document.querySelector('main')?.textContent.match(/\p{Script=Arabic}+/gu)
    })
    expect(outside).toBeNull()
    await page.close()
  })

  it.each(['quotation', 'element', 'mail'])(
    'states its language in the snippet %s, and an English one does not',
    async (as) => {
      const snippet = await (await fetch(`${origin}/snippet?as=${as}&topic=${PERSIAN}`)).text()
      expect(snippet).toMatch(/<(p|td)[^>]* lang="fa" dir="rtl">/)
      expect(await (await fetch(`${origin}/snippet?as=${as}&topic=${HARBOUR}`)).text()).not.toContain(' lang=')
    },
  )
})

it('says when no statement matches, also without a script', async () => {
  const path = `/topics/${TOPIC}?speaker=ncri&status=agreed`
  for (const javaScriptEnabled of [true, false]) {
    const page = await open(path, { javaScriptEnabled })
    expect(await page.locator('main').textContent()).toContain('No statement matches.')
    await page.close()
  }
  const page = await open(`/topics/${TOPIC}`)
  await page.locator('.filters').getByText('National Council').click()
  await page.locator('.filters').getByText('Said to be agreed').click()
  expect(await page.locator('.filtered').textContent()).toContain('No statement matches.')
  await page.close()
})

it('names on the page of changes what an item refers to', async () => {
  const page = await open(`/topics/${TOPIC}/changes`)
  const event = page.locator('dt', { hasText: 'event' }).locator('xpath=following-sibling::dd[1]')
  expect(await event.textContent()).toBe('First round of talks')
  await page.close()
})
