/** The box as readers would have it. Its HTML is the widget's own, made by the server. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Checked } from '../api.ts'

/** Not in the compiler's library yet. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(html: string): string }): { createHTML(html: string): unknown }
}
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('desk-box', {
  createHTML: (html) => html,
})

/** The last good one stays while something is wrong. */
export function LiveBox({ box }: { box: Checked['box'] }) {
  const host = useRef<HTMLDivElement>(null)
  const [last, setLast] = useState(box)
  useEffect(() => {
    if (box) setLast(box)
  }, [box])
  useEffect(() => {
    if (!last || !host.current) return
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(last.css)
    root.adoptedStyleSheets = [sheet]
    root.innerHTML = (policy?.createHTML(last.html) ?? last.html) as string
  }, [last])
  return (
    <>
      {!box && (
        <p class="hint">
          {last ? 'As it was when nothing was wrong:' : 'The box is shown once nothing is left to mend.'}
        </p>
      )}
      <div ref={host} class="box" />
    </>
  )
}
