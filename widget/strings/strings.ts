/**
 * What the widget itself says. Its phrases are keyed by their English: a language is one file of translations, and a
 * phrase that it lacks is said in English.
 */
import type { Article, BoxFact, Correction, Status } from '../../data/wire.ts'
import type { SECTIONS, Section } from '../sections.ts'

export interface Strings {
  /** BCP 47; also decides how dates and numbers are written. */
  locale: string
  dir: 'ltr' | 'rtl'
  phrases: Partial<Record<Phrase, string>>
}

export type Phrase =
  | (typeof SECTIONS)[Section]
  | Status
  | Article['genre']
  | Correction['kind']
  | BoxFact['term']
  | 'Fact box'
  | 'Draft'
  | 'No date given'
  | 'day not given'
  | 'according to'
  | 'Our note'
  | 'Release'
  | 'Updated'
  | 'Verify'
  | 'Licence'
  | 'The fact box could not be loaded.'
  | 'Try again'

export function say({ phrases }: Strings, phrase: Phrase): string {
  return phrases[phrase] ?? phrase
}
