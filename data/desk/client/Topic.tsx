/**
 * One topic: the sources, the forms, the box as readers would see it (the widget's HTML, rendered by the server), and the
 * footer.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { AUTHORED_FILES, type AuthoredFileName } from '../../schema/authored.ts'
import type { Checked, StoreChoice } from '../api.ts'
import { type Desk, useDesk } from './desk-state.ts'
import { Footer } from './Footer.tsx'
import { Form } from './Form.tsx'
import { Source } from './Source.tsx'
import { Tabs } from './Tabs.tsx'
import type { OpenedTopic } from './use-edits.ts'

const PARTS: { id: AuthoredFileName; label: string }[] = [
  { id: 'topic', label: 'Topic' },
  { id: 'articles', label: 'Sources' },
  { id: 'parties', label: 'Parties' },
  { id: 'events', label: 'Events' },
  { id: 'statements', label: 'Statements' },
]

export function Topic({ opened, stores }: { opened: OpenedTopic; stores: readonly StoreChoice[] }) {
  const desk = useDesk(opened, stores)
  const main = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isHandled = event.key === 'F6' ? goToPane(main.current, event.shiftKey) : pressCommand(desk, event)
      if (isHandled) event.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })
  return (
    <main ref={main}>
      <div class="columns">
        <Source desk={desk} />
        <section class="forms" aria-label="Topic" data-pane=".forms [aria-selected=true]">
          <Tabs
            label="Parts of the topic"
            tabs={PARTS.map((part) => ({ ...part, count: countProblems(desk, part.id), isWrong: true }))}
            chosen={desk.tab}
            choose={desk.chooseTab}
          />
          <div role="tabpanel" id={`panel-${desk.tab}`} aria-labelledby={`tab-${desk.tab}`}>
            <Form key={desk.tab} desk={desk} schema={AUTHORED_FILES[desk.tab]} path={[desk.tab]} />
          </div>
        </section>
        <section class="preview" aria-label="The box">
          <h2>The box</h2>
          <LiveBox box={desk.checked?.box} />
        </section>
      </div>
      <Footer desk={desk} />
    </main>
  )
}

function countProblems({ checked }: Desk, file: AuthoredFileName): number {
  const own = checked?.findings.filter((finding) => finding.file === `${file}.yml` && finding.severity !== 'warning')
  return own?.length ?? 0
}

function pressCommand(desk: Desk, { key, ctrlKey, metaKey, shiftKey, target }: KeyboardEvent): boolean {
  if (!(ctrlKey || metaKey)) return false
  // While the focus is in a text field, the browser's own undo applies.
  const isWriting = (target as HTMLElement).matches('input, textarea')
  if (key === 's') void desk.save()
  else if (key === 'Enter') void desk.publish()
  else if (key.toLowerCase() === 'z' && !isWriting) (shiftKey ? desk.redo : desk.undo)?.()
  else return false
  return true
}

/** Moves the focus between the sources, the forms and the footer (F6). */
function goToPane(main: HTMLElement | null, isBackward: boolean): boolean {
  const panes = [...(main?.querySelectorAll<HTMLElement>('[data-pane]') ?? [])]
  const at = panes.findIndex((pane) => pane.contains(document.activeElement))
  const next = at === -1 ? panes[0] : panes[(at + (isBackward ? panes.length - 1 : 1)) % panes.length]
  const wanted = next?.dataset.pane?.split(', ').map((selector) => next.querySelector<HTMLElement>(selector)) ?? []
  ;(wanted.find((element) => element !== null) ?? next?.querySelector<HTMLElement>('button, input'))?.focus()
  return true
}

/** Missing from TypeScript's DOM library. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(html: string): string }): { createHTML(html: string): unknown }
}
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('desk-box', {
  createHTML: (html) => html,
})

/** Shows the box. While there are errors, keeps the last one without errors. */
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
        <p class="hint">{last ? 'As it was before the errors:' : 'The box is shown once there are no errors.'}</p>
      )}
      <div ref={host} class="box" />
    </>
  )
}
