/** What every view is told beside what it shows: the reader's language, the box's own, and where addresses begin. */
import type { Box } from '../../data/wire.ts'
import type { Config } from '../config.ts'
import type { Language } from '../strings/languages.ts'

/** Languages of right-to-left scripts, by their BCP 47 tags. */
const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/

export interface Context extends Language {
  /** The topic's page, where each source and event has its id. */
  page: string
  /** Draws only what is open at first; absent: all. */
  only?: 'open' | undefined
  /** Attributes of what is in the box's own words; none when that is the reader's language too. */
  own: { lang?: string; dir?: 'ltr' | 'rtl' }
}

export function createContext({ topic, inLanguage }: Box, { origin, language }: Config, only?: 'open'): Context {
  const isReaders = inLanguage === language.lang
  const own = { lang: inLanguage, dir: RIGHT_TO_LEFT.test(inLanguage) ? 'rtl' : 'ltr' } as const
  return { ...language, only, page: `${origin}/topics/${topic}`, own: isReaders ? {} : own }
}
