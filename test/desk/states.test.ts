/** axe in every state of the desk, light and dark. */
import axe from 'axe-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordConsole } from '../fixtures/browser.ts'
import { provideChromium } from '../fixtures/provide-browser.ts'
import { type HeldDesk, startHeldDesk } from './harness.ts'
import { STATES } from './states.ts'

const browser = await provideChromium()

describe.each(['light', 'dark'] as const)('the desk, %s', { timeout: 120_000 }, (colorScheme) => {
  let desk: HeldDesk
  beforeAll(async () => {
    desk = await startHeldDesk()
  })
  afterAll(async () => {
    desk?.release()
    await desk?.close()
  })

  it.each(STATES)('has nothing that axe objects to: $name', async ({ reach }) => {
    // The policy lets no script in but the desk's own, so it is off for axe.
    const context = await browser.newContext({ bypassCSP: true, colorScheme, viewport: { width: 1280, height: 800 } })
    try {
      const page = await context.newPage()
      const consoleLog = recordConsole(page)
      await page.goto(desk.url)
      await reach(page, desk)
      await page.evaluate(axe.source)
      const { violations, passes } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
      expect(passes.length).toBeGreaterThan(10)
      expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
      expect(consoleLog.errors).toEqual([])
    } finally {
      await context.close()
    }
  })
})
