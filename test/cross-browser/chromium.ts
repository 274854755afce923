/** Chromium, from an npm package. */
import type { Page } from 'playwright-core'
import { launchChromium, recordConsole } from '../fixtures/browser.ts'
import {
  type Browser,
  type ColorScheme,
  type Engine,
  type Frame,
  type Tab,
  TIME_ZONE,
  VIEWPORT,
  writeCall,
} from './engine.ts'

export const chromium: Engine = { name: 'chromium', launch }

async function launch(colorScheme: ColorScheme): Promise<Browser> {
  const browser = await launchChromium()
  return {
    version: `Chromium ${browser.version()}`,
    async open(url) {
      const context = await browser.newContext({ viewport: VIEWPORT, timezoneId: TIME_ZONE, colorScheme })
      const page = await context.newPage()
      const tab = createTab(page)
      await page.goto(url)
      return tab
    },
    close: () => browser.close(),
  }
}

function createTab(page: Page): Tab {
  return {
    ...createFrame(page),
    frame: async (index) => createFrame(page.mainFrame().childFrames()[index]),
    goto: async (url) => void (await page.goto(url)),
    back: async () => void (await page.goBack()),
    clickAt: (x, y) => page.mouse.click(x, y),
    press: (key) => page.keyboard.press(key),
    screenshot: () => page.screenshot(),
    emulatePrint: () => page.emulateMedia({ media: 'print' }),
    consoleErrors: recordConsole(page).errors,
    close: () => page.context().close(),
  }
}

function createFrame(frame: Pick<Page, 'evaluate'> | undefined): Frame {
  if (!frame) throw new Error('there is no such frame')
  return { evaluate: (run, ...given) => frame.evaluate(writeCall(run, given)) }
}
