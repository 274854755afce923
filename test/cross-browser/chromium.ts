/** Chromium, from an npm package. */
import type { Page } from 'playwright-core'
import { launchChromium, recordConsole } from '../fixtures/browser.ts'
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
    listMisread: async (find, expected) => compareAccessible(expected, await readAccessible(page, find)),
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

/** Reads Chromium's own accessibility tree (Chrome DevTools Protocol, Accessibility). */
async function readAccessible(page: Page, find: () => Element[]): Promise<Accessible[]> {
  const session = await page.context().newCDPSession(page)
  const { result: list } = await session.send('Runtime.evaluate', { expression: writeCall(find, []) })
  const { result: properties } = await session.send('Runtime.getProperties', {
    objectId: list.objectId ?? '',
    ownProperties: true,
  })
  const elements = properties.flatMap(({ value: { subtype, objectId } = {} }) =>
    subtype === 'node' && objectId ? [objectId] : [],
  )
  const read: Accessible[] = []
  for (const objectId of elements) {
    const { nodes } = await session.send('Accessibility.getPartialAXTree', { objectId, fetchRelatives: false })
    const [node] = nodes
    read.push({ role: String(node?.role?.value), name: String(node?.name?.value ?? '') })
  }
  await session.detach()
  return read
}
