import * as v from 'valibot'
import type { Authored } from '../schema/authored.ts'
import { Text } from '../schema/entities.ts'
import type { Finding } from './finding.ts'
import { dropQuotations } from './quotes.ts'
import { listTexts } from './texts.ts'

const WELL_KNOWN = ['US', 'UK', 'EU', 'UN']

/** `language.yml`: the words that a desk does not use in its own voice. Editors extend it. */
export const Language = v.strictObject({
  /** Verbs that grant that what is said is true. */
  factive: v.array(Text),
  /** Words that take a side, and what to write instead. */
  loaded: v.array(v.strictObject({ word: Text, instead: Text })),
  /** Every reader knows them: no topic has to spell them out. */
  abbreviations: v.optional(v.array(Text), WELL_KNOWN),
})
export type Language = v.InferOutput<typeof Language>

export const NO_WORDS: Language = { factive: [], loaded: [], abbreviations: WELL_KNOWN }

/**
 * A factive verb in what is merely reported is an error; it and any loaded word are worth a second look elsewhere. Words in
 * quotation marks are the speaker's.
 */
export function checkLanguage(authored: Authored, { factive, loaded }: Language): Finding[] {
  return listTexts(authored).flatMap(({ text: whole, file, path }) => {
    const text = dropQuotations(whole)
    const isReported = file === 'statements.yml' && authored.statements[Number(path[0])]?.status === 'reported'
    const verbs = factive
      .filter((word) => hasWord(text, word))
      .map(
        (word): Finding => ({
          file,
          path,
          problem: `“${word}” grants that what is said is true`,
          remedy: 'write said, told or according to',
          ...(!isReported && { severity: 'warning' }),
        }),
      )
    const words = loaded
      .filter(({ word }) => hasWord(text, word))
      .map(
        ({ word, instead }): Finding => ({
          file,
          path,
          problem: `“${word}” may take a side`,
          remedy: `write ${instead}, or say whose word it is`,
          severity: 'warning',
        }),
      )
    return [...verbs, ...words]
  })
}

function hasWord(text: string, word: string): boolean {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu').test(text)
}
