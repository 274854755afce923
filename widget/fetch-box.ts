/** Fetches JSON of the service: one request per URL, shared by all elements of the page. A failed request is forgotten. */
import type { Box } from '../data/schema/api.ts'
import type { Language } from './i18n/language.ts'

/** A server that is silent for so long is not going to answer. */
const TIMEOUT_MS = 20_000

const requests: Record<string, Promise<unknown>> = {}

/** Rejects when the server does not answer with a box; the error's cause is its status, if it answered at all. */
export function fetchBox(url: string): Promise<Box> {
  return fetchJson<Box>(url, 'topic')
}

/** Rejects when the language is not there. */
export function fetchLanguage(url: string): Promise<Language> {
  return fetchJson<Language>(url, 'phrases')
}

/** `field` is what the value is known by. */
function fetchJson<Value>(url: string, field: keyof Value): Promise<Value> {
  requests[url] ??= load(url, field)
  return requests[url] as Promise<Value>
}

async function load<Value>(url: string, field: keyof Value): Promise<Value> {
  try {
    const response = await fetch(url, { credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT_MS) })
    const value: Value = await response.json()
    if (value[field]) return value
    throw Error(`${url}: ${response.status}`, { cause: response.status })
  } catch (error) {
    delete requests[url]
    throw error
  }
}
