/** The installed Firefox, over WebDriver BiDi. */
import puppeteer, { type Page, type Frame as PuppeteerFrame } from 'puppeteer-core'
import {
  type Accessible,
  type Browser,
  type ColorScheme,
  compareAccessible,
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
    listMisread: async (find, expected) => compareAccessible(expected, await readAccessible(page, find, expected)),
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

/** Firefox finds elements by role and name, but does not report those of an element (WebDriver BiDi, browsingContext.locateNodes). */
async function readAccessible(page: Page, find: () => Element[], expected: Accessible[]) {
  const list = await page.evaluateHandle(writeCall(find, []))
  // Its search does not enter shadow roots by itself.
  const root = (await page.evaluateHandle((all) => (all as Element[])[0]?.getRootNode(), list)).asElement()
  const read: (Accessible | undefined)[] = expected.map(() => undefined)
  for (const { role, name } of new Map(expected.map((one) => [`${one.role} ${one.name}`, one])).values()) {
    const found = (await root?.$$(`aria/${name}[role="${role}"]`)) ?? []
    const places = await page.evaluate(
      (all, ...those) => those.map((one) => (all as unknown[]).indexOf(one)),
      list,
      ...found,
    )
    for (const place of places) read[place] = { role, name }
  }
  return read
}
