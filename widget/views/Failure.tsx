/** Shown under the host's fallback when the data do not come. */
import type { Theme } from '../config.ts'
import type { Strings } from '../strings/strings.ts'
import { Root } from './Root.tsx'

export function Failure({ theme, strings }: { theme: Theme; strings: Strings }) {
  return (
    <Root theme={theme} strings={strings}>
      <p class="failure" role="status">
        {strings.failed} <button class="retry">{strings.retry}</button>
      </p>
    </Root>
  )
}
