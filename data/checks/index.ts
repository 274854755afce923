/** Every cross-file rule, in the order in which an editor reads the findings. Each is pure: a topic in, findings out. */
import type { Authored } from '../schema/authored.ts'
import { checkAttribution, checkExcerpts, checkQuotes } from './claims.ts'
import { checkDates } from './dates.ts'
import type { Finding } from './finding.ts'
import { checkIds } from './ids.ts'
import { checkLocators, checkReferences, checkRepeated, checkSuperEvents } from './references.ts'
import { checkSizes } from './sizes.ts'
import { checkLanguage, checkWording, type Language, NO_WORDS } from './wording.ts'

export type Check = (authored: Authored, language: Language) => Finding[]

const CHECKS: readonly Check[] = [
  checkIds,
  checkReferences,
  checkSuperEvents,
  checkRepeated,
  checkDates,
  checkAttribution,
  checkExcerpts,
  checkQuotes,
  checkLanguage,
  checkLocators,
  checkWording,
]

/** The findings of every check, in their order. Sizes are checked only where nothing is an error. */
export function checkTopic(authored: Authored, language = NO_WORDS): Finding[] {
  const findings = CHECKS.flatMap((check) => check(authored, language))
  const hasErrors = findings.some(({ severity }) => severity !== 'warning')
  return hasErrors ? findings : [...findings, ...checkSizes(authored)]
}
