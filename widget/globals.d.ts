/** Globals of the bundle. Style sheets as text are declared in `styles/css.d.ts`. */
import type { Box } from '../data/schema/api.ts'
import type { Language } from './i18n/language.ts'

declare global {
  /** Parameters of the wrapping function: the box sent with this script, if any; */
  const FACT_BOX: Box | undefined
  /** the service's origin, if the server sets it; */
  const ORIGIN: string | undefined
  /** and a language other than English. */
  const LANGUAGE: Language | undefined
  /** Identifies this build: a digest of the code. */
  const VERSION: string
}
