/** The first sentences of an abstract: what a compact box, a search result and a link preview show of a topic. Pure. */
import type { CitedText } from '../schema/entities.ts'

/** A longer lede is not read. */
export const MAX_LEDE_WORDS = 45

/** The first sentence, and as many of the next as stay within `MAX_LEDE_WORDS` together. */
export function selectLede(abstract: CitedText[]): CitedText[] {
  let words = 0
  const end = abstract.findIndex(({ text }, index) => {
    words += countWords(text)
    return index > 0 && words > MAX_LEDE_WORDS
  })
  return end === -1 ? abstract : abstract.slice(0, end)
}

export function countWords(text: string): number {
  return text.split(/\s+/u).length
}
