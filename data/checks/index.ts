/** Every cross-file rule, in the order of their findings. Each is pure: takes a topic, returns findings. */
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
  checkSizes,
]

/** Returns the findings of every check, in order. Takes a topic as far as it can be read. */
export function checkTopic(authored: Authored, language = NO_WORDS): Finding[] {
  return CHECKS.flatMap((check) => check(authored, language))
}
