/**
 * The text by which search finds an item, the same in the index and in a topic's own lists. Texts are folded before they are
 * compared: compatibility forms unified (Unicode NFKD), marks and format characters removed (accents, Arabic vowel signs,
 * zero-width joiners), case removed, and letters and digits that differ only between Arabic and Persian keyboards unified. Pure.
 */
import type { Collections } from '../schema/api.ts'
import type { CollectionName } from '../schema/collections.ts'

const VARIANTS: Record<string, string> = {
  // Farsi yeh, alef maksura, yeh barree; keheh; heh goal, ae; teh marbuta.
  '\u06cc': '\u064a',
  '\u0649': '\u064a',
  '\u06d2': '\u064a',
  '\u06a9': '\u0643',
  '\u06c1': '\u0647',
  '\u06d5': '\u0647',
  '\u0629': '\u0647',
  // Typographic quotes and dashes.
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
}
const ASCII = /^[\0-\x7f]*$/
const ARABIC_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/gu

/** Marks, format characters such as ZWNJ and bidirectional controls, and the tatweel, which only stretches a word. */
const IGNORED = '[\\p{M}\\p{Cf}\\u0640]'
/** As in SQLite's tokenizer `unicode61`. */
const WORD = '[\\p{L}\\p{N}\\p{Co}]+'

let patterns: Record<'ignored' | 'variant' | 'word', RegExp> | undefined

/** When first needed: the parser checks a literal with Unicode classes when the code is loaded, for .1 to .3 ms of each start. */
function loadPatterns() {
  patterns ??= {
    ignored: new RegExp(IGNORED, 'gu'),
    variant: new RegExp(`[${Object.keys(VARIANTS).join('')}]`, 'gu'),
    word: new RegExp(WORD, 'gu'),
  }
  return patterns
}

/** Folds to upper case, because only there ß equals ss, and both forms of the small sigma are equal. */
function fold(text: string): string {
  const { ignored, variant } = loadPatterns()
  return text
    .normalize('NFKD')
    .replace(ignored, '')
    .replace(variant, (letter) => VARIANTS[letter] ?? letter)
    .replace(ARABIC_DIGIT, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .toUpperCase()
}

/** Returns the words of a text: runs of letters and digits. */
export function listWords(text: string): string[] {
  // A fast path: most texts have nothing to unify, and a topic has thousands.
  if (ASCII.test(text)) return text.toUpperCase().match(/[A-Z\d]+/g) ?? []
  return fold(text).match(loadPatterns().word) ?? []
}

/** A word between two texts that no text contains, so that no phrase matches across both. */
const BOUNDARY = ' \ue000 '

/** Returns the folded words of texts, joined by spaces; `folded` are texts from this function, or absent. */
export function toSearchText(
  texts: readonly (string | undefined)[],
  folded: readonly (string | undefined)[] = [],
): string {
  const words = texts.filter((text) => text !== undefined).map(foldWords)
  return [...words, ...folded.filter((text) => text !== undefined)].join(BOUNDARY)
}

/** Does not build a list of words, which takes twice as long for a topic of thousands of items. */
function foldWords(text: string): string {
  if (!ASCII.test(text)) return listWords(text).join(' ')
  return text
    .toUpperCase()
    .replace(/[^A-Z\d]+/g, ' ')
    .trim()
}

/** The texts by which an item is found: its names, which rank higher, and the others. */
export interface SearchTexts {
  names: (string | undefined)[]
  texts: (string | undefined)[]
  /** Of people and organizations, folded. */
  spellings?: (string | undefined)[]
}

/** Every spelling of the names of a person or organization, folded once as a search text, by id. */
export type Spellings = ReadonlyMap<string, string>

export function listSpellings({ people, organizations }: Pick<Lists, 'people' | 'organizations'>): Spellings {
  const parties = [...people, ...organizations]
  return new Map(parties.map(({ id, name, alternateName }) => [id, toSearchText([name, ...alternateName])]))
}
type Lists = { [Name in CollectionName]: readonly Collections[Name][] }

const FINDERS: { [Name in CollectionName]: (item: Collections[Name], spellings: Spellings) => SearchTexts } = {
  events: ({ name, description, location, outcome, participants }, spellings) => ({
    names: [name],
    texts: [description, location?.name, outcome],
    spellings: participants.map(({ party }) => spellings.get(party)),
  }),
  articles: ({ headline, publisher, summary }) => ({
    names: [headline, publisher],
    texts: summary.map(({ text }) => text),
  }),
  statements: ({ text, quote, claimant = '' }, spellings) => ({
    names: [],
    texts: [text, quote?.text],
    spellings: [...new Set([claimant, quote?.spokenBy ?? ''])].map((party) => spellings.get(party)),
  }),
  people: findParty,
  organizations: findParty,
  corrections: ({ before, after, reason }) => ({ names: [], texts: [before, after, reason] }),
}

function findParty({ name, alternateName, roles }: Collections['people']): SearchTexts {
  return { names: [name, ...alternateName], texts: roles.map(({ roleName }) => roleName) }
}

/** Returns the texts for search. `item` must be of the collection, which the compiler cannot check. */
export function listSearchTexts(
  collection: CollectionName,
  item: Collections[CollectionName],
  spellings: Spellings,
): SearchTexts {
  return FINDERS[collection](item as never, spellings)
}
