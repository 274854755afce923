/** What the bundles find around them; style sheets as text are declared beside them. */
import type { Rendered } from './call-script.ts'

declare global {
  /** Parameters of the wrapping function: the service's origin, if the sender knows it; */
  const ORIGIN: string | undefined
  /** and in the one-tag script only, the box as the server rendered it. */
  const RENDERED: Rendered | undefined
  /** Names this build: a digest of the code. */
  const VERSION: string
}
