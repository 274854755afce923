/** What the parts of a topic's page share: names for ids, dates as words, addresses. */
import { html } from 'hono/html'
import { createReferences, type References } from '../../../data/build/box-references.ts'
import type { Citation, CitedText, ReleaseRow, Topic } from '../../../data/schema/api.ts'
import type { FileEntry, Manifest } from '../../../data/store/records.ts'
import { formatDates, formatEventDate } from '../../../widget/i18n/dates.ts'
import { ENGLISH } from '../../../widget/i18n/language.ts'
import type { Html } from '../document.ts'

export const LANGUAGE = ENGLISH

/** A topic as it is shown, and what is known of its release. */
export interface TopicPage {
  topic: Topic
  /** Every release, counted from 1. */
  releases: ReleaseRow[]
  manifest: Manifest
  /** Origin of absolute URLs. */
  origin: string
}

export interface Context extends TopicPage {
  references: References
  files: Record<string, FileEntry>
  /** The page's own address. */
  address: string
  /** Where the topic's data begin. */
  record: string
}

export function createContext(page: TopicPage): Context {
  const { topic, manifest, origin } = page
  return {
    ...page,
    references: createReferences(topic),
    files: manifest.files,
    address: `${origin}/topics/${topic.id}`,
    record: `${origin}/v1/topics/${topic.id}`,
  }
}

export const showDates = (first: string, last?: string) => formatDates(LANGUAGE, first, last)
export const showEventDate = (event: Parameters<typeof formatEventDate>[0]) => formatEventDate(event, LANGUAGE)

/** `2007-05-28/2007-07-24` as words. */
export function showPeriod(coverage: string): string {
  const [first = '', last] = coverage.split('/')
  return showDates(first, last)
}

/** A time as a day in UTC. */
export function showDay(time: string): Html {
  return html`<time datetime="${time}">${showDates(time.slice(0, 10))}</time>`
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString(LANGUAGE.locale)} ${number === 1 ? one : many}`
}

/** A mark for each outlet, which leads to the passage, or to the source below where it has no address. */
export function renderReceipts(citations: Citation[], { references }: Context): Html {
  return html`${references.citations(citations).map(({ url, name }) => html` <a class="receipt" href="${url}" rel="noopener">${name}</a>`)}`
}

export function renderCited({ text, citations }: CitedText, context: Context): Html {
  return html`${text}${renderReceipts(citations, context)}`
}

/** The address of an item, to copy; the browser marks what it leads to. */
export function renderAnchor(id: string, what: string): Html {
  return html`<a class="anchor" href="#${id}" aria-label="Link to this ${what}" title="Link to this ${what}">#</a>`
}
