/** Shown below the fallback, in the page's font, when the data cannot be loaded. */
import { type Language, translate } from '../i18n/language.ts'

interface ErrorNoticeProps {
  language: Language
  /** The HTTP status, if there was a response: for 404 and 410 no retry is offered. */
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
