/** Shown under the host's fallback, in the host's own type, when the data do not come. */
import type { Language } from '../strings/languages.ts'

export function Failure({ say, lang, dir }: Language, retry: () => void) {
  return [
    <slot />,
    <p role="status" lang={lang} dir={dir}>
      {say('The fact box could not be loaded.')}{' '}
      {/* biome-ignore lint/a11y/useButtonType: no form reaches into a shadow root. */}
      <button onClick={retry}>{say('Try again')}</button>
    </p>,
  ]
}
