/**
 * A host for the widget: one origin with the scripts and the data, another with a page that embeds them, as on the web.
 * What a request answers can be replaced, to see the box in trouble.
 */
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { buildRelease } from '../../data/build/index.ts'
import { loadTopics, TOPICS_FOLDER } from '../../data/cli/topics.ts'
import { bundleWidget } from '../../widget/build/bundle.ts'
import { type Journal, keepJournal } from '../browser.ts'

export const TOPIC = 'us-iran-iraq-talks'

export interface Answer {
  status?: number
  type?: string
  body: string
}

export interface Host {
  /** Where scripts and data come from. */
  origin: string
  /** Opens a page of another origin with this body; `%ORIGIN%` in it is `origin`. */
  open: (html: string, options?: OpenOptions) => Promise<Visit>
  /** What `/v1/topics/{topic}/box` answers from now on. */
  answerBox: (answer: Answer | undefined) => void
  /** Paths asked of `origin` since the last page was opened. */
  asked: string[]
  close: () => Promise<void>
}

export interface OpenOptions extends BrowserContextOptions {
  /** The whole document instead of a body. */
  isDocument?: boolean
  headers?: Record<string, string>
}

export interface Visit {
  page: Page
  journal: Journal
}

export async function startHost(browser: Browser): Promise<Host> {
  const [topic] = await loadTopics(TOPICS_FOLDER, [TOPIC])
  if (!topic?.authored) throw new Error(`${TOPIC} does not pass its checks`)
  const time = '2026-11-02T09:30:00Z'
  const files = buildRelease(topic.authored, { release: 1, datePublished: time, dateModified: time })
  const box = files.find(({ path }) => path === 'box.json')?.content ?? ''
  const widget = await bundleWidget()
  let boxAnswer: Answer | undefined
  const asked: string[] = []
  const service = await listen((path, response) => {
    asked.push(path)
    if (path === '/widget.js') return send(response, { type: 'text/javascript', body: widget })
    if (path === `/embed/${TOPIC}.js`) {
      return send(response, { type: 'text/javascript', body: widget.replace(/\(\)$/, () => `(${box})`) })
    }
    if (path === `/v1/topics/${TOPIC}/box`) return send(response, boxAnswer ?? { type: 'application/json', body: box })
    return send(response, { status: 404, type: 'application/problem+json', body: '{}' })
  })
  let page = { html: '', headers: {} as Record<string, string> }
  const site = await listen((path, response) => {
    if (path !== '/') return send(response, { status: 204, body: '' })
    return send(response, { type: 'text/html; charset=utf-8', body: page.html }, page.headers)
  })
  const origin = addressOf(service)
  return {
    origin,
    asked,
    answerBox: (answer) => {
      boxAnswer = answer
    },
    async open(html, { isDocument = false, headers = {}, ...options } = {}) {
      asked.length = 0
      const document = isDocument
        ? html
        : `<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,"></head><body>${html}</body></html>`
      page = { html: document.replaceAll('%ORIGIN%', origin), headers }
      const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'America/New_York', ...options })
      const opened = await context.newPage()
      const journal = keepJournal(opened)
      await opened.goto(addressOf(site))
      return { page: opened, journal }
    },
    close: async () => {
      for (const server of [service, site]) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
    },
  }
}

async function listen(answer: (path: string, response: ServerResponse) => void): Promise<Server> {
  const server = createServer((request, response) =>
    answer(new URL(request.url ?? '/', 'http://host').pathname, response),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

function send(
  response: ServerResponse,
  { status = 200, type = 'text/plain', body }: Answer,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, {
      'Content-Type': type,
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'no-store',
      ...headers,
    })
    .end(body)
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
