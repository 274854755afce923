/** Shown below the fallback, in the page's font and in English, when the data cannot be loaded. */
import { ENGLISH, translate } from '../i18n/language.ts'

interface ErrorNoticeProps {
  /** The HTTP status, if there was a response. No retry is offered for 404 and 410, which a retry does not change. */
  status: unknown
  retry: () => void
}

export function ErrorNotice({ status, retry }: ErrorNoticeProps) {
  return (
    <>
      <slot />
      <p role="status" lang="en" dir="ltr">
        {`${translate(ENGLISH, status === 410 ? 'releaseWithdrawn' : 'notLoaded')} `}
        {status !== 404 && status !== 410 && (
          // biome-ignore lint/a11y/useButtonType: no form reaches into a shadow root.
          <button onClick={retry}>{translate(ENGLISH, 'tryAgain')}</button>
        )}
      </p>
    </>
  )
}
