/** What the bundle finds around it; style sheets as text are declared beside them. */
import type { Box } from '../data/wire.ts'

declare global {
  /** The wrapping function's parameters: this script's box, or undefined in `/widget.js`; */
  const FACT_BOX: Box | undefined
  /** and where the script comes from, when whoever sent it says so. */
  const SOURCE: string | undefined
  /** Names this build: a digest of the code. */
  const VERSION: string
}
