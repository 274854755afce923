/**
 * Text as Markdown that shows it letter for letter (CommonMark 0.31, and GitHub's additions to it), what the parts of the document
 * share, and its receipts: numbered where they are first cited, listed and defined at its end.
 */
import type { Citation, Topic } from '../../schema/api.ts'
import { pageUrl } from '../urls.ts'
import { createNames, dropControls, type Names } from './text.ts'

const SPECIAL = /[\\`*_[\]<>&#|~$@]/g
/** GitHub makes links of bare addresses; nothing but a checked address may be one. */
const BARE_ADDRESS = /:(?=\/\/)|(?<=\bwww)\./gi
/** What would begin a list or underline a heading. */
const LINE_START = /^(\d{0,9})([-+=.)])/

/** Letters written from right to left, and marks that set a direction. */
const BIDIRECTIONAL =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** No character of `text` has a meaning in Markdown, wherever in a line it is put. */
export function escapeMarkdown(text: string): string {
  const escaped = dropControls(text).replace(SPECIAL, '\\$&').replace(BARE_ADDRESS, '\\$&')
  return isolate(escaped.replace(LINE_START, '$1\\$2'))
}

/** First strong isolate … pop directional isolate (UAX #9): a text in another direction leaves the words around it alone. */
function isolate(text: string): string {
  return BIDIRECTIONAL.test(text) ? `\u2068${text}\u2069` : text
}

/** An inline link's or a definition's destination. */
function writeDestination(url: string): string {
  return `<${url.replace(/[<>\\`]|\p{Cc}/gu, (character) => encodeURIComponent(character))}>`
}

export function writeLink(words: string, url: string): string {
  return `[${escapeMarkdown(words)}](${writeDestination(url)})`
}

export interface Context {
  topic: Topic
  names: Names
  receipts: Receipts
}

/** Blocks, with an empty line between; an empty block is left out. */
export type Blocks = string[]

/** Absent and empty items are left out. */
export function list(items: (string | undefined)[]): string {
  return items.flatMap((item) => (item ? `- ${item}` : [])).join('\n')
}

/** A heading and a list, or nothing for an empty list. */
export function section(heading: string, items: string[]): Blocks {
  return items.length === 0 ? [] : [heading, list(items)]
}

export interface Receipts {
  /** Marks such as ` [1] [2]`, with a space before each: `[1][2]` would be one link (CommonMark 0.31, 6.3). */
  cite: (citations: Citation[]) => string
  /** The receipts cited so far, by number: what each names, then where each leads. */
  list: () => string[]
}

export function createReceipts(topic: Topic): Receipts {
  const numbers = new Map<string, { number: number; citation: Citation }>()
  const names = createNames(topic)
  const read = (citation: Citation) => {
    const { article, locator } = citation
    const key = `${article} ${locator.start} ${locator.end} ${locator.sha256}`
    const known = numbers.get(key) ?? { number: numbers.size + 1, citation }
    numbers.set(key, known)
    return known.number
  }
  const describe = ({ article, locator }: Citation) => {
    const { publisher = article, headline = '' } = names.article(article) ?? {}
    return `${escapeMarkdown(publisher)}, “${escapeMarkdown(headline)}”, characters ${locator.start}–${locator.end}`
  }
  return {
    cite: (citations) => citations.map((citation) => ` [${read(citation)}]`).join(''),
    list: () => {
      const receipts = [...numbers.values()]
      const items = receipts.map(
        ({ number, citation }) => `${number}. ${describe(citation)}, SHA-256 \`${citation.locator.sha256}\``,
      )
      const definitions = receipts.map(({ number, citation }) => {
        const url = citation.textFragmentUrl ?? pageUrl(topic.id, citation.article)
        return `[${number}]: ${writeDestination(url)}`
      })
      return [items.join('\n'), definitions.join('\n')]
    },
  }
}
