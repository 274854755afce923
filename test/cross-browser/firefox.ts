/** Firefox, as the system has it installed, over WebDriver BiDi. */
import puppeteer, { type Page, type Frame as PuppeteerFrame } from 'puppeteer-core'
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
import { findProgram } from './program.ts'

export const firefox: Engine = { name: 'firefox', launch }

const LAUNCH_TIMEOUT_MS = 60_000

async function launch(colorScheme: ColorScheme): Promise<Browser> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: findProgram(['firefox-esr', 'firefox']),
    defaultViewport: VIEWPORT,
    env: { ...process.env, TZ: TIME_ZONE },
    timeout: LAUNCH_TIMEOUT_MS,
    extraPrefsFirefox: { 'ui.systemUsesDarkTheme': colorScheme === 'dark' ? 1 : 0 },
  })
  return {
    version: (await browser.version()).replace('/', ' '),
    async open(url) {
      const context = await browser.createBrowserContext()
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
    // `goBack` waits for a load event, which a page from the back/forward cache does not fire.
    back: () => page.evaluate(() => history.back()),
    clickAt: (x, y) => page.mouse.click(x, y),
    press: (key) => page.keyboard.press(key),
    screenshot: () => page.screenshot(),
    consoleErrors: listen(page),
    close: () => page.browserContext().close(),
  }
}

function createFrame(frame: Pick<PuppeteerFrame, 'evaluate'> | undefined): Frame {
  if (!frame) throw new Error('there is no such frame')
  return { evaluate: (run, ...given) => frame.evaluate(writeCall(run, given)) as Promise<never> }
}

function listen(page: Page): string[] {
  const consoleErrors: string[] = []
  page.on('pageerror', (error) => consoleErrors.push(String(error)))
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) consoleErrors.push(message.text())
  })
  return consoleErrors
}
