/** The installed WebKitGTK, by its own driver, which does not report the console. */
import { globSync } from 'node:fs'
import { Builder, Capabilities, Key as Keys, Origin, type WebDriver, type WebElement } from 'selenium-webdriver'
import { findFreePort } from '../../worker/dev/port.ts'
import { startDisplay } from './display.ts'
import {
  type Browser,
  type ColorScheme,
  compareAccessible,
  type Engine,
  type Frame,
  type Key,
  type Tab,
  TIME_ZONE,
  writeCall,
} from './engine.ts'
import { end, findProgram, run } from './program.ts'
import { until } from './until.ts'

export const webkit: Engine = { name: 'webkit', launch }

const LAUNCH_TIMEOUT_MS = 20_000

/** Distributions install the browser in different folders. */
const BROWSER = '/usr/{lib,lib64,libexec}/{,*/}webkit2gtk-4.*/MiniBrowser'

async function launch(colorScheme: ColorScheme): Promise<Browser> {
  const program = findProgram(['WebKitWebDriver'])
  const binary = findProgram([globSync(BROWSER)[0] ?? 'MiniBrowser'])
  const display = await startDisplay()
  const port = await findFreePort(0)
  const server = run(program, ['--host=127.0.0.1', `--port=${port}`], {
    DISPLAY: display.name,
    TZ: TIME_ZONE,
    // The virtual screen has no GPU.
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  })
  const close = async () => {
    await end(server)
    await display.close()
  }
  try {
    const address = `http://127.0.0.1:${port}`
    await until('WebKitWebDriver answers', LAUNCH_TIMEOUT_MS, async () => (await fetch(`${address}/status`)).ok)
    const driver = await new Builder().usingServer(address).withCapabilities(describe(binary, colorScheme)).build()
    return {
      version: `WebKitGTK ${(await driver.getCapabilities()).get('browserVersion')}`,
      open: (url) => openTab(driver, url),
      close: () => driver.quit().finally(close),
    }
  } catch (error) {
    await close()
    throw error
  }
}

function describe(binary: string, colorScheme: ColorScheme): Capabilities {
  const args = ['--automation', ...(colorScheme === 'dark' ? ['--dark-mode'] : [])]
  return new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args } })
}

/** Opens a window, because a second tab receives no clicks. The first window stays open, or the browser would exit. */
async function openTab(driver: WebDriver, url: string): Promise<Tab> {
  const [first = ''] = await driver.getAllWindowHandles()
  await driver.switchTo().window(first)
  await driver.switchTo().newWindow('window')
  const handle = await driver.getWindowHandle()
  /** The driver is in one window at a time. */
  const focus = () => driver.switchTo().window(handle)
  await driver.get(url)
  const evaluate: Frame['evaluate'] = async (run, ...given) => {
    await focus()
    return execute(driver, run, given)
  }
  return {
    evaluate,
    async listMisread(find, expected) {
      await focus()
      const elements = await driver.executeScript<WebElement[]>(`return ${writeCall(find, [])}`)
      const read = []
      for (const element of elements) {
        read.push({ role: await element.getAriaRole(), name: await element.getAccessibleName() })
      }
      return compareAccessible(expected, read)
    },
    frame: async (index) => ({
      evaluate: async (run, ...given) => {
        await focus()
        await driver.switchTo().frame(index)
        return execute(driver, run, given).finally(() => driver.switchTo().defaultContent())
      },
    }),
    async goto(address) {
      await focus()
      await driver.get(address)
    },
    async back() {
      await focus()
      await driver.navigate().back()
    },
    async clickAt(x, y) {
      await focus()
      const place = { x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT }
      await driver.actions().move(place).click().perform()
    },
    async press(key) {
      await focus()
      await driver.actions().sendKeys(KEYS[key]).perform()
    },
    async screenshot() {
      await focus()
      return Buffer.from(await driver.takeScreenshot(), 'base64')
    },
    consoleErrors: [],
    async close() {
      await focus()
      await driver.close()
    },
  }
}

const KEYS: Record<Key, string> = { Tab: Keys.TAB, Enter: Keys.ENTER, Escape: Keys.ESCAPE }

/** Runs the function in the driver's current window and frame. The result is one string: the driver is slow with nested values. */
async function execute<Given extends unknown[], Result>(
  driver: WebDriver,
  run: (...given: Given) => Result | Promise<Result>,
  given: Given,
): Promise<Result> {
  const answer = await driver.executeAsyncScript<string>(
    `const done = arguments[0]
    new Promise((resolve) => resolve(${writeCall(run, given)})).then(
      (value) => done(JSON.stringify({ value })),
      (error) => done(JSON.stringify({ error: String(error) })),
    )`,
  )
  const { value, error } = JSON.parse(answer)
  if (error !== undefined) throw new Error(error)
  return value
}
