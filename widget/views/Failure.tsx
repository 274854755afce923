/** Shown under the host's fallback, in the host's own type, when the data do not come. */
import type { Language } from '../strings/languages.ts'

/** `status` is what the server answered, if it did: what is not there, or no more, need not be asked for again. */
export function Failure({ say, lang, dir }: Language, status: unknown, retry: () => void) {
  return [
    <slot />,
    <p role="status" lang={lang} dir={dir}>
      {say(status === 410 ? 'This release was withdrawn.' : 'The fact box could not be loaded.')}{' '}
      {status !== 404 && status !== 410 && (
        // biome-ignore lint/a11y/useButtonType: no form reaches into a shadow root.
        <button onClick={retry}>{say('Try again')}</button>
      )}
    </p>,
  ]
}
