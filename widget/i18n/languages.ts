/** All languages, for servers and builds. A browser has English and receives at most one more, the one it needs. */
import { ar } from './ar.ts'
import { fa } from './fa.ts'
import { ENGLISH, type Lang, type Language } from './language.ts'
import { tr } from './tr.ts'

export const LANGUAGES: Record<Lang, Language> = { en: ENGLISH, ar, fa, tr }
