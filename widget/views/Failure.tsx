/** Shown under the host's fallback, in the host's own type, when the data do not come. */

import type { Strings } from '../strings/strings.ts'
import { say } from '../strings/strings.ts'

export function Failure(strings: Strings, retry: () => void) {
  return [
    <slot />,
    <p role="status">
      {say(strings, 'The fact box could not be loaded.')}{' '}
      {/* biome-ignore lint/a11y/useButtonType: no form reaches into a shadow root. */}
      <button onClick={retry}>{say(strings, 'Try again')}</button>
    </p>,
  ]
}
