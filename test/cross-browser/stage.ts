/** What the cases of one engine share: its browsers, the service, and the site with the difficult pages. */
import assert from 'node:assert/strict'
import { startDemoServer } from '../../worker/dev/demo-server.ts'
import { type Served, type Service, startService, TAG_PATH, WIDGET_PATH } from '../fixtures/box-service.ts'
import type { OpenOptions } from './cases.ts'
import type { Browser, ColorScheme, Engine, Tab } from './engine.ts'
import { readLook, readPage, type Setting } from './in-page.ts'
import { endInTime, until } from './until.ts'
import { createVisit, type Visit } from './visit.ts'

const APPEAR_TIMEOUT_MS = 20_000
const CLOSE_TIMEOUT_MS = 10_000

export interface Stage {
  service: Service
  /** The browser on a system in light or dark mode, started when first requested. */
  browser: (colorScheme: ColorScheme) => Promise<Browser>
  open: (name: string, options?: OpenOptions) => Promise<Visit>
  /** Compares a case's page with the same page when the widget's scripts are empty. */
  expectPageUnchanged: (name: string, visit: Visit) => Promise<void>
  /** Closes all tabs; a browser that does not close one in time is replaced. */
  clear: () => Promise<void>
  close: () => Promise<void>
}

export async function startStage(engine: Engine, served: Served): Promise<Stage> {
  const service = await startService(served)
  const site = await startDemoServer(0, service.origin)
  const browsers = new Map<ColorScheme, Promise<Browser>>()
  const plainLooks = new Map<string, Promise<Record<string, string>>>()
  const tabs = new Set<Tab>()

  const browser = (colorScheme: ColorScheme) => remember(browsers, colorScheme, () => engine.launch(colorScheme))

  async function openTab(name: string, { path = '', colorScheme = 'light' }: OpenOptions = {}): Promise<Tab> {
    const tab = await (await browser(colorScheme)).open(`${site.address}host-pages/${name}/${path}`)
    tabs.add(tab)
    return tab
  }

  async function readPlainLook(colorScheme: ColorScheme, setting: Setting): Promise<Record<string, string>> {
    const tab = await openTab('plain', { colorScheme })
    await tab.evaluate(prepareSetting, setting)
    return until('the plain page has its box', APPEAR_TIMEOUT_MS, async () => {
      const { look, setting: found } = await tab.evaluate(readLook, '')
      return found.ground === setting.ground && found.fontSize === setting.fontSize && look
    })
  }

  async function closeBrowsers(): Promise<void> {
    const started = [...browsers.values()]
    browsers.clear()
    const closed = started.map(async (launched) => (await launched).close())
    await endInTime(`${engine.name} ends`, CLOSE_TIMEOUT_MS, Promise.allSettled(closed))
  }

  return {
    service,
    browser,
    async open(name, options = {}) {
      const { colorScheme = 'light' } = options
      return createVisit(await openTab(name, options), (setting) =>
        remember(plainLooks, `${colorScheme} ${JSON.stringify(setting)}`, () => readPlainLook(colorScheme, setting)),
      )
    },
    async expectPageUnchanged(name, { tab }) {
      const shown = await tab.evaluate(readPage)
      for (const path of [WIDGET_PATH, TAG_PATH]) service.answer(path, { type: 'text/javascript', body: '' })
      const bare = await (await openTab(name)).evaluate(readPage)
      service.reset()
      assert.deepEqual(without(shown, bare), [], 'is there only with the box')
      assert.deepEqual(without(bare, shown), [], 'is there only without the box')
    },
    async clear() {
      const closed = [...tabs].map((tab) => tab.close())
      tabs.clear()
      service.reset()
      await endInTime('the tabs close', CLOSE_TIMEOUT_MS, Promise.all(closed)).catch(closeBrowsers)
    },
    async close() {
      await closeBrowsers()
      await Promise.all([service.close(), site.close()])
    },
  }
}

/** Runs in the page: sets only what a box inherits from it. */
function prepareSetting({ width, fontSize, ground }: Setting): void {
  const [scheme = '', paper] = ground.split(' ')
  const background = scheme === 'dark' ? '#111' : '#fff'
  document.body.setAttribute(
    'style',
    `all: unset; display: block; width: ${width}px; font-size: ${fontSize}; background: ${background}`,
  )
  const hasPaper = paper || scheme === 'paper'
  const theme = hasPaper ? (scheme === 'paper' ? 'system' : scheme) : 'auto'
  document.querySelector('fact-box')?.setAttribute('theme', theme)
  // The box may not exist yet.
  document.querySelector('script[src*="/embed/"]')?.setAttribute('data-theme', theme)
}

function remember<Key, Value>(kept: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = kept.get(key) ?? make()
  kept.set(key, value)
  return value
}

function without(lines: string[], others: string[]): string[] {
  const known = new Set(others)
  return lines.filter((line) => !known.has(line))
}
