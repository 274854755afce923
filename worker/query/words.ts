/**
 * The search language of `q`: words in any order, `"words beside each other"`, `begin*`. What it is compared with is in
 * `data/store/search-text.ts`. Pure.
 */
import { listWords } from '../../data/store/search-text.ts'

/** Words beside each other; the last may be the beginning of a longer one. */
export interface Term {
  /** Folded. */
  words: string[]
  isPrefix: boolean
}

/** None when there is no letter or digit in it. A quotation mark without a partner counts for nothing. */
export function parseSearch(text: string): Term[] {
  const parts = text.replace(/[\u201c-\u201e\u00ab\u00bb]/g, '"').match(/"[^"]*"\*?|[^\s"]+/g) ?? []
  return parts
    .map((part) => ({ words: listWords(part), isPrefix: part.endsWith('*') }))
    .filter(({ words }) => words.length)
}

/** Whether a text has every term; `text` as `toSearchText` gives it. */
export function hasTerms(text: string, terms: readonly Term[]): boolean {
  const padded = ` ${text} `
  return terms.every(({ words, isPrefix }) => padded.includes(` ${words.join(' ')}${isPrefix ? '' : ' '}`))
}

/**
 * The same for FTS5 (https://sqlite.org/fts5.html, 3.2), perhaps in one column alone. Nothing that was typed has a meaning
 * there: words are letters and digits.
 */
export function toMatchExpression(terms: readonly Term[], column?: string): string {
  const words = terms.map(({ words, isPrefix }) => `"${words.join(' ')}"${isPrefix ? '*' : ''}`).join(' AND ')
  return column === undefined ? words : `${column} : (${words})`
}
