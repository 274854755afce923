/**
 * Escapes text for Markdown, so that it is shown letter for letter (CommonMark 0.31 and GitHub's additions), and builds the
 * receipts of a document: numbered at their first citation, listed and defined at the end.
 */
import type { Citation, Topic } from '../../schema/api.ts'
import { pageUrl } from '../urls.ts'
import { createNames, dropControls, type Names } from './text.ts'

const SPECIAL = /[\\`*_[\]<>&#|~$@]/g
/** GitHub turns bare URLs into links, but only checked URLs may be links. */
const BARE_ADDRESS = /:(?=\/\/)|(?<=\bwww)\./gi
/** Text that would begin a list or underline a heading. */
const LINE_START = /^(\d{0,9})([-+=.)])/

/** Letters written from right to left, and marks that set a direction. */
const BIDIRECTIONAL =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** Escapes every character with a meaning in Markdown, for any position in a line. */
export function escapeMarkdown(text: string): string {
  const escaped = dropControls(text).replace(SPECIAL, '\\$&').replace(BARE_ADDRESS, '\\$&')
  return isolate(escaped.replace(LINE_START, '$1\\$2'))
}

/** First strong isolate … pop directional isolate (UAX #9): text in another direction does not reorder the words around it. */
function isolate(text: string): string {
  return BIDIRECTIONAL.test(text) ? `\u2068${text}\u2069` : text
}

/** Writes the destination of an inline link or a definition. */
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

/** Blocks, separated by an empty line; empty blocks are left out. */
export type Blocks = string[]

/** Writes a list without absent and empty items. */
export function list(items: (string | undefined)[]): string {
  return items.flatMap((item) => (item ? `- ${item}` : [])).join('\n')
}

/** Writes a heading and a list, or nothing for an empty list. */
export function section(heading: string, items: string[]): Blocks {
  return items.length === 0 ? [] : [heading, list(items)]
}

export interface Receipts {
  /** Marks such as ` [1] [2]`, with a space before each: `[1][2]` would be one link (CommonMark 0.31, 6.3). */
  cite: (citations: Citation[]) => string
  /** The receipts cited so far, by number: their descriptions, then their link definitions. */
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
