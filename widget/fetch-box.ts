/** Fetches the service's JSON: one request per URL, shared by all elements of the page. A failed request is not kept. */
import type { Box } from '../data/schema/api.ts'
import { ENGLISH, type Lang, type Language } from './i18n/language.ts'
import type { Options } from './options.ts'
import { warn } from './script.ts'

const TIMEOUT_MS = 20_000

const requests: Record<string, Promise<unknown>> = {}

/**
 * Resolves with `given`, if present, unless the options name another item. If an item has no card (unknown, or must not be shown
 * alone), resolves with the whole box. Rejects when the server sends no box; the error's cause is the HTTP status, if there was
 * a response.
 */
export async function loadBox(origin: string, { topic, item, release }: Options, given: Box | undefined): Promise<Box> {
  const root = `${origin}/v1/topics/${topic}${release ? `/releases/${release}` : ''}`
  if (item && given?.item !== item) {
    const card = await fetchJson<Box>(`${root}/cards/${item}`, 'topic').catch(() => undefined)
    if (card) return card
  }
  return given ?? fetchJson(`${root}/box`, 'topic')
}

/** English is in the script, and is used instead of a language that does not load. */
export async function loadLanguage(origin: string, lang: Lang): Promise<Language> {
  if (lang === 'en') return ENGLISH
  return fetchJson<Language>(`${origin}/widget/${lang}.json`, 'phrases').catch((error) => {
    warn(error)
    return ENGLISH
  })
}

/** Fetches JSON. Rejects if the response has no `field`. */
function fetchJson<Value>(url: string, field: keyof Value): Promise<Value> {
  requests[url] ??= fetch(url, { credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT_MS) })
    .then(async (response) => {
      const value: Value = await response.json()
      if (value[field]) return value
      throw Error(`${url}: ${response.status}`, { cause: response.status })
    })
    .catch((error) => {
      delete requests[url]
      throw error
    })
  return requests[url] as Promise<Value>
}
