/** The inner root, where the host page's styles end and ours begin, and the sheet of paper in it. */
import type { ComponentChildren } from 'preact'
import type { Theme } from '../config.ts'
import type { Strings } from '../strings/strings.ts'

export function Root({ theme, strings, children }: { theme: Theme; strings: Strings; children?: ComponentChildren }) {
  return (
    <div class={`root ${theme}`} lang={strings.locale} dir={strings.dir}>
      <div class="paper">{children}</div>
    </div>
  )
}
