/**
 * The service as pages see it: the scripts and one topic's data, from an origin of their own. What it answers can be
 * replaced, to see the box in trouble.
 */
import type { ServerResponse } from 'node:http'
import { buildRelease } from '../data/build/index.ts'
import { loadTopics, TOPICS_FOLDER } from '../data/cli/topics.ts'
import type { Box } from '../data/wire.ts'
import { bundleWidget, type Widget } from '../widget/build/bundle.ts'
import { loadRenderer } from '../widget/build/renderer.ts'
import type { Attributes } from '../widget/render.ts'
import { type Answer, addressOf, close, listen, send } from './loopback.ts'

export const TOPIC = 'us-iran-iraq-talks'
export const WIDGET_PATH = '/widget.js'
export const MODULE_PATH = '/widget.mjs'
export const TAG_PATH = `/embed/${TOPIC}.js`
export const BOX_PATH = `/v1/topics/${TOPIC}/box`
export const PINNED_PATH = `/v1/topics/${TOPIC}/releases/1/box`

/** A function answers by itself, when it likes or never. */
export type ServiceAnswer = Answer | ((response: ServerResponse) => void)

export interface Service {
  origin: string
  /** What a path answers from now on; undefined: what it answered at first. */
  answer: (path: string, answer: ServiceAnswer | undefined) => void
  /** What a path answers waits for this. */
  delay: (path: string, until: Promise<void>) => void
  /** Forgets what was answered and asked. */
  reset: () => void
  /** Paths asked for, in order. */
  asked: string[]
  close: () => Promise<void>
}

/** What a service serves: made once, shared by several. */
export interface Served {
  widget: Widget
  /** The topic's box, as JSON. */
  box: string
  /** The box as HTML to paste: complete without any script. `origin` is where its links lead. */
  renderStatic: (attributes: Attributes, origin: string, box?: Box) => string
}

export async function makeServed(): Promise<Served> {
  const [topic] = await loadTopics(TOPICS_FOLDER, [TOPIC])
  if (!topic?.authored) throw new Error(`${TOPIC} does not pass its checks`)
  const time = '2026-11-02T09:30:00Z'
  const files = buildRelease(topic.authored, { release: 1, datePublished: time, dateModified: time })
  const box = files.find(({ path }) => path === 'box.json')?.content ?? ''
  const [widget, { renderElement }] = await Promise.all([bundleWidget(), loadRenderer()])
  return {
    widget,
    box,
    renderStatic: (attributes, origin, shown = JSON.parse(box)) =>
      renderElement(shown, attributes, { origin, version: widget.version }, widget.css),
  }
}

export async function startService(served: Served): Promise<Service> {
  const answers = new Map<string, ServiceAnswer>()
  const asked: string[] = []
  const delays = new Map<string, Promise<void>>()
  const server = await listen(async (path, response) => {
    asked.push(path)
    await delays.get(path)
    const answer = answers.get(path) ?? usual[path]
    if (typeof answer === 'function') return answer(response)
    return send(response, answer ?? { status: 404, type: 'application/problem+json', body: '{}' })
  })
  const usual = listAnswers(served, addressOf(server))
  return {
    origin: addressOf(server),
    asked,
    answer: (path, answer) => {
      if (answer) answers.set(path, answer)
      else answers.delete(path)
    },
    delay: (path, until) => delays.set(path, until),
    reset: () => {
      answers.clear()
      delays.clear()
      asked.length = 0
    },
    close: () => close(server),
  }
}

function listAnswers({ widget, box }: Served, origin: string): Record<string, Answer> {
  const script = (body: string): Answer => ({ type: 'text/javascript', body })
  const data: Answer = { type: 'application/json', body: box }
  return {
    [WIDGET_PATH]: script(widget.script),
    [MODULE_PATH]: script(widget.module),
    [TAG_PATH]: script(widget.script.replace(/\(\)$/, () => `(${box},${JSON.stringify(origin)})`)),
    [BOX_PATH]: data,
    [PINNED_PATH]: data,
  }
}
