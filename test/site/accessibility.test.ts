/** Every page in axe, light and dark, wide and narrow; none is wider than its window, or longer than sixty windows. */
import { describe, expect, inject, it } from 'vitest'
import { listViolations } from '../fixtures/axe.ts'
import { recordConsole } from '../fixtures/browser.ts'
import { provideChromium } from '../fixtures/provide-browser.ts'
import { PAGES, SIZES } from './pages.ts'

const origin = inject('site')
const MAX_SCREENS = 60
const browser = await provideChromium()

describe.each(Object.entries(PAGES))('%s', (name, path) => {
  it.each([
    ['light', 'wide'],
    ['dark', 'wide'],
    ['light', 'narrow'],
  ] as const)('passes axe in %s, %s', async (colorScheme, size) => {
    const context = await browser.newContext({ colorScheme, viewport: SIZES[size] })
    const page = await context.newPage()
    const consoleLog = recordConsole(page)
    await page.goto(origin + path)
    const screens = await page.evaluate(() => document.documentElement.scrollHeight / innerHeight)
    expect(screens).toBeLessThan(MAX_SCREENS)
    // By a call, because the label of a row covers its summary.
    const summaries = name === 'docs' ? [] : await page.locator('main details > summary').all()
    for (const summary of summaries) await summary.evaluate((element: HTMLElement) => element.click())
    expect(await listViolations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SIZES[size].width)
    expect(consoleLog.errors.filter((error) => name !== 'missing' || !error.includes('404'))).toEqual([])
    await context.close()
  })
})
