/**
 * The service as pages see it: the scripts and one topic's data, from an origin of their own. What it answers can be
 * replaced, to see the box in trouble.
 */
import type { ServerResponse } from 'node:http'
import { keepCompact } from '../data/build/box.ts'
import { buildCard } from '../data/build/box-card.ts'
import { buildRelease } from '../data/build/index.ts'
import { loadTopics, TOPICS_FOLDER } from '../data/cli/topics.ts'
import type { Box, Topic } from '../data/schema/api.ts'
import { bundleWidget, type Widget } from '../widget/build/bundle.ts'
import { loadRenderer } from '../widget/build/load-renderer.ts'
import { callScript } from '../widget/call-script.ts'
import { LANGUAGES } from '../widget/i18n/languages.ts'
import type { Attributes } from '../widget/render-to-html.ts'
import { type Answer, addressOf, close, listen, send } from './loopback.ts'

export const TOPIC = 'us-iran-iraq-talks'
export const WIDGET_PATH = '/widget.js'
export const MODULE_PATH = '/widget.mjs'
export const TAG_PATH = `/embed/${TOPIC}.js`
export const BOX_PATH = `/v1/topics/${TOPIC}/box`
export const CARDS_PATH = `/v1/topics/${TOPIC}/cards/`
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
  /** The topic's record and its box, as JSON. */
  topic: string
  box: string
  /** A card of each statement and event that may stand alone, as JSON by id; the box for others. */
  cards: Record<string, string>
  /** The box as HTML to paste: complete without any script. `origin` is where its links lead. */
  renderStatic: (attributes: Attributes, origin: string, box?: Box) => string
}

export async function makeServed(): Promise<Served> {
  const [topic] = await loadTopics(TOPICS_FOLDER, [TOPIC])
  if (!topic?.authored) throw new Error(`${TOPIC} does not pass its checks`)
  const time = '2026-11-02T09:30:00Z'
  const files = buildRelease(topic.authored, { release: 1, datePublished: time, dateModified: time })
  const read = (name: string) => files.find(({ path }) => path === name)?.content ?? ''
  const box = read('box.json')
  const [widget, { renderElement }] = await Promise.all([bundleWidget(), loadRenderer()])
  return {
    widget,
    topic: read('topic.json'),
    box,
    cards: buildCards(JSON.parse(read('topic.json')), box),
    renderStatic: (attributes, origin, shown = JSON.parse(box)) =>
      renderElement(shown, attributes, { origin, version: widget.version }, widget.css),
  }
}

function buildCards(topic: Topic, box: string): Record<string, string> {
  const cards = [...topic.statements, ...topic.events].map(({ id }) => {
    const card = buildCard(topic, id)
    return [id, card.kind === 'card' ? JSON.stringify(card.box) : box]
  })
  return Object.fromEntries(cards)
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

function listAnswers({ widget, box, cards }: Served, origin: string): Record<string, Answer> {
  const script = (body: string): Answer => ({ type: 'text/javascript', body })
  const data: Answer = { type: 'application/json', body: box }
  return {
    [WIDGET_PATH]: script(callScript(widget.script, { origin })),
    [MODULE_PATH]: script(widget.module),
    [TAG_PATH]: script(callScript(widget.script, { box: JSON.stringify(keepCompact(JSON.parse(box))), origin })),
    [BOX_PATH]: data,
    [PINNED_PATH]: data,
    ...mapEntries(cards, (id, body) => [`${CARDS_PATH}${id}`, { type: 'application/json', body }]),
    ...mapEntries(LANGUAGES, (lang, language) => [
      `/widget/${lang}.json`,
      { type: 'application/json', body: JSON.stringify(language) },
    ]),
  }
}

function mapEntries<Value>(record: Record<string, Value>, map: (key: string, value: Value) => [string, Answer]) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => map(key, value)))
}
