/** What the bundle finds around it; style sheets as text are declared beside them. */
import type { Box } from '../data/schema/api.ts'
import type { Language } from './i18n/language.ts'

declare global {
  /** Parameters of the wrapping function: the box that this script brings, if it brings one; */
  const FACT_BOX: Box | undefined
  /** the service's origin, if whoever sent the script says so; */
  const ORIGIN: string | undefined
  /** and a language beside English. */
  const LANGUAGE: Language | undefined
  /** Names this build: a digest of the code. */
  const VERSION: string
}
