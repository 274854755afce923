/**
 * The search language of `q`: words in any order, `"adjacent words"`, `prefix*`. `data/store/search-text.ts` normalises the
 * searched text. Pure.
 */
import { listWords } from '../../data/store/search-text.ts'

/** Adjacent words; the last may be a prefix. */
export interface Term {
  /** Normalised, as in the searched text. */
  words: string[]
  isPrefix: boolean
}

/** Returns no terms if the text has no letter or digit. Ignores a quotation mark without a partner. */
export function parseSearch(text: string): Term[] {
  const parts = text.replace(/[\u201c-\u201e\u00ab\u00bb]/g, '"').match(/"[^"]*"\*?|[^\s"]+/g) ?? []
  return parts
    .map((part) => ({ words: listWords(part), isPrefix: part.endsWith('*') }))
    .filter(({ words }) => words.length)
}

/** Whether a text contains every term; `text` is from `toSearchText`. */
export function hasTerms(text: string, terms: readonly Term[]): boolean {
  const padded = ` ${text} `
  return terms.every(({ words, isPrefix }) => padded.includes(` ${words.join(' ')}${isPrefix ? '' : ' '}`))
}

/**
 * Returns the terms as an FTS5 expression (https://sqlite.org/fts5.html, 3.2), optionally for one column. Input cannot contain FTS5
 * syntax: words consist of letters and digits.
 */
export function toMatchExpression(terms: readonly Term[], column?: string): string {
  const words = terms.map(({ words, isPrefix }) => `"${words.join(' ')}"${isPrefix ? '*' : ''}`).join(' AND ')
  return column === undefined ? words : `${column} : (${words})`
}
