/** A page of one origin that embeds the box of another, as on the web. Tests can replace any response. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Box } from '../../data/schema/api.ts'
import type { Attributes } from '../../widget/render-to-html.ts'
import { BOX_PATH, makeServed, type Service, startService, TOPIC } from '../fixtures/box-service.ts'
import { type ConsoleLog, recordConsole } from '../fixtures/browser.ts'
import { type Answer, addressOf, close, listen, send } from '../fixtures/loopback.ts'

export { TOPIC }

export interface Host {
  /** Where scripts and data come from. */
  origin: string
  /** Opens a page of another origin with this body; `%ORIGIN%` in it is `origin`. */
  open: (html: string, options?: OpenOptions) => Promise<Visit>
  /** Sets the response of `/v1/topics/{topic}/box`. */
  answerBox: (answer: Answer | undefined) => void
  /** Returns the box as HTML to paste; `change` modifies its data, such as the release. */
  renderStatic: (attributes?: Attributes, change?: Partial<Box>) => string
  /** Sets the response of a path of the service. */
  answer: Service['answer']
  delay: Service['delay']
  /** The topic's record and its box, as JSON. */
  topic: string
  box: string
  /** Paths requested from `origin` since the last page was opened. */
  asked: string[]
  close: () => Promise<void>
}

export interface OpenOptions extends BrowserContextOptions {
  /** Whether the HTML is the whole document instead of a body. */
  isDocument?: boolean
  headers?: Record<string, string>
}

/** Resolves when a box is rendered. */
export function waitForBox(page: Page): Promise<void> {
  return page.locator('fact-box section').first().waitFor()
}

/** Clicks the label of a row, which covers its summary. */
export function clickRow(page: Page, name: string): Promise<void> {
  return page.locator(`fact-box .${name} > details > summary`).click({ position: { x: 8, y: 12 } })
}

export interface Visit {
  page: Page
  consoleLog: ConsoleLog
}

export async function startHost(browser: Browser): Promise<Host> {
  const served = await makeServed()
  const service = await startService(served)
  const { origin, asked } = service
  let page = { html: '', headers: {} as Record<string, string> }
  const site = await listen((path, response) => {
    if (path !== '/') return send(response, { status: 204, body: '' })
    return send(response, { type: 'text/html; charset=utf-8', body: page.html }, page.headers)
  })
  return {
    origin,
    asked,
    renderStatic: (attributes = {}, change = {}) =>
      served.renderStatic(attributes, origin, { ...JSON.parse(served.box), ...change }),
    answer: service.answer,
    delay: service.delay,
    topic: served.topic,
    box: served.box,
    answerBox: (answer) => service.answer(BOX_PATH, answer),
    async open(html, { isDocument = false, headers = {}, ...options } = {}) {
      asked.length = 0
      const document = isDocument
        ? html
        : `<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,"></head><body>${html}</body></html>`
      page = { html: document.replaceAll('%ORIGIN%', origin), headers }
      const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'America/New_York', ...options })
      const opened = await context.newPage()
      const consoleLog = recordConsole(opened)
      await opened.goto(addressOf(site))
      return { page: opened, consoleLog }
    },
    close: async () => {
      await service.close()
      await close(site)
    },
  }
}
