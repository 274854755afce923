/** Shown under the host's fallback, in the host's own type, when the data do not come. */
import { type Language, translate } from '../i18n/language.ts'

interface ErrorNoticeProps {
  language: Language
  /** What the server answered, if it did: what is absent or gone is not worth another try. */
  status: unknown
  retry: () => void
}

export function ErrorNotice({ language, status, retry }: ErrorNoticeProps) {
  return (
    <>
      <slot />
      <p role="status" lang={language.lang} dir={language.dir}>
        {`${translate(language, status === 410 ? 'releaseWithdrawn' : 'notLoaded')} `}
        {status !== 404 && status !== 410 && (
          // biome-ignore lint/a11y/useButtonType: no form reaches into a shadow root.
          <button onClick={retry}>{translate(language, 'tryAgain')}</button>
        )}
      </p>
    </>
  )
}
