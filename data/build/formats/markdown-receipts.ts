/** Receipts of a Markdown document: numbered where they are first cited, listed and defined at its end. */
import type { Citation, Topic } from '../../schema/api.ts'
import { pageUrl } from './addresses.ts'
import { escapeMarkdown, writeDestination } from './markdown-text.ts'
import { createNames } from './names.ts'

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
