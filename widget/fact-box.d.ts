/** What the bundle finds around it: the embedded box, and style sheets as text. */
import type { Box } from '../data/wire.ts'

declare global {
  /** The wrapping function's parameter: this script's box, or undefined in `/widget.js`. */
  const FACT_BOX: Box | undefined
}
