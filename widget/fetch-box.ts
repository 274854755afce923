/**
 * Loads what a box is drawn from, when the element comes near the viewport. One request per URL, shared by all elements of the page.
 * A failed request is not kept.
 */
import type { Box } from '../data/schema/api.ts'
import { type Lang, type Language, matchLang } from './i18n/language.ts'
import type { Options } from './options.ts'
import { warn } from './script.ts'

const TIMEOUT_MS = 20_000
/** Distance from the viewport at which data are fetched. */
const NEAR = '999px'

const requests: Record<string, Promise<unknown>> = {}

export interface BoxRequest {
  options: Options
  /** The service that has the topic. */
  origin: string
  /** Of the page around the element (BCP 47). */
  lang: string
  /** Data that the page provides. */
  given: Box | undefined
  /** False after a later request. */
  isCurrent: () => boolean
}

/** Without a language, the box's own words are English, which is in the script. */
export type Loaded = [box: Box, language: Language | undefined]

/**
 * Rejects when the server sends no box; the error's cause is the HTTP status, if there was a response, and that of an unknown topic
 * if there is no topic. Requests nothing if a later request is there when the element comes near the viewport.
 */
export async function loadBox(host: Element, { options, origin, lang, given, isCurrent }: BoxRequest): Promise<Loaded> {
  const { topic, item } = options
  if (!topic) throw Error('no topic', { cause: 404 })
  const fitting = given && fits(given, options) ? given : undefined
  if (!fitting || item) await whenNearViewport(host)
  if (!isCurrent()) throw Error('late')
  return Promise.all([fetchBox(origin, options, fitting), fetchLanguage(origin, matchLang(lang))])
}

/** Whether the given data match the options. A compact box has no events, which the full one needs. */
function fits({ topic, release, events, counts }: Box, options: Options): unknown {
  const isSame = topic === options.topic && +(options.release ?? release) === release
  return isSame && (options.size !== 'full' || events[0] || !counts.events)
}

/** Never resolves while an ancestor hides the element, or after it left the page. An element with `display: contents` is near. */
function whenNearViewport(element: Element): Promise<void> {
  return new Promise((resolve) => {
    new IntersectionObserver(
      (entries, observer) => {
        // No other value begins with c.
        if (!entries.pop()?.isIntersecting && !/^c/.test(getComputedStyle(element).display)) return
        observer.disconnect()
        resolve()
      },
      { rootMargin: NEAR },
    ).observe(element)
  })
}

/** Fetches JSON. Rejects if the response is something else. */
function fetchJson<Value>(url: string, isExpected: (value: Value) => unknown): Promise<Value> {
  requests[url] ??= fetch(url, { credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT_MS) })
    .then(async (response) => {
      const value: Value = await response.json()
      if (isExpected(value)) return value
      throw Error(`${url}: ${response.status}`, { cause: response.status })
    })
    .catch((error) => {
      delete requests[url]
      throw error
    })
  return requests[url] as Promise<Value>
}

/** English is used instead of a language that does not load. */
async function fetchLanguage(origin: string, lang: Lang): Promise<Language | undefined> {
  if (lang !== 'en') return fetchJson<Language>(`${origin}/widget/${lang}.json`, ({ phrases }) => phrases).catch(warn)
}

/**
 * Resolves with `given`, if present, unless the options name another item. If an item has no card (unknown, or must not be shown
 * alone), resolves with the whole box.
 */
async function fetchBox(origin: string, { topic, item, release }: Options, given: Box | undefined): Promise<Box> {
  const fetchPart = (path: string) =>
    fetchJson<Box>(
      `${origin}/v1/topics/${topic}${release ? `/releases/${release}` : ''}${path}`,
      (box) => box.topic === topic,
    )
  const card = item && given?.item !== item && (await fetchPart(`/cards/${item}`).catch(() => undefined))
  return card || given || fetchPart('/box')
}
