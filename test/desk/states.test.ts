/** axe in every state of the desk, light and dark. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listViolations } from '../fixtures/axe.ts'
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

  it.each(STATES)('has no violation that axe finds: $name', async ({ reach }) => {
    // The policy allows only the desk's own scripts, so it is off for axe.
    const context = await browser.newContext({ bypassCSP: true, colorScheme, viewport: { width: 1280, height: 800 } })
    try {
      const page = await context.newPage()
      const consoleLog = recordConsole(page)
      await page.goto(desk.url)
      await reach(page, desk)
      expect(await listViolations(page)).toEqual([])
      expect(consoleLog.errors).toEqual([])
    } finally {
      await context.close()
    }
  })
})
