import * as v from 'valibot'
import type { Authored } from '../authored.ts'
import { Text } from '../entities.ts'
import type { Finding } from '../finding.ts'
import { listTexts } from './texts.ts'

/** `language.yml`: the words that a desk does not use in its own voice. Editors extend it. */
export const Language = v.strictObject({
  /** Verbs that grant that what is said is true. */
  factive: v.array(Text),
  /** Words that take a side, and what to write instead. */
  loaded: v.array(v.strictObject({ word: Text, instead: Text })),
})
export type Language = v.InferOutput<typeof Language>

export const NO_WORDS: Language = { factive: [], loaded: [] }

/** A factive verb in what is merely reported is an error; it and any loaded word are worth a second look elsewhere. */
export function checkLanguage(authored: Authored, { factive, loaded }: Language): Finding[] {
  return listTexts(authored).flatMap(({ text, file, path }) => {
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
