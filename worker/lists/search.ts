/** Which items of a list contain the words of a query. */
import { fold } from '../query/words.ts'

/** The fields whose texts are searched, at any depth. */
const SEARCHED_FIELDS = new Set(
  'name alternateName headline publisher description outcome location text quote summary roles roleName before after reason'.split(
    ' ',
  ),
)

export interface Searchable {
  item: object
  /** Its texts, folded: made when it is first searched. */
  folded?: string
}

/** Whether an item has every word, each perhaps as a part of a longer one. `words` are folded. */
export function hasWords(searchable: Searchable, words: readonly string[]): boolean {
  searchable.folded ??= fold(listTexts(searchable.item).join('\n'))
  const { folded } = searchable
  return words.every((word) => folded.includes(word))
}

function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(listTexts)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([field, part]) => (SEARCHED_FIELDS.has(field) ? listTexts(part) : []))
}
