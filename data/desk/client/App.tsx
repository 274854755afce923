/** The desk: source on the left, forms in the middle, the live box on the right; below, what would change, and Publish. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Path } from '../../finding.ts'
import { AUTHORED_FILES, type AuthoredFileName } from '../../schema/authored.ts'
import type { Checked, OpenTopic } from '../api.ts'
import { type Desk, loadTopic, useDesk } from './desk-state.ts'
import { pathOf } from './Findings.tsx'
import { Form } from './Form.tsx'
import { createId } from './ids.ts'
import { isFields, listIn } from './paths.ts'
import { Source } from './Source.tsx'
import { createTopic, listTopics } from './server.ts'

const TABS: { file: AuthoredFileName; label: string }[] = [
  { file: 'topic', label: 'Topic' },
  { file: 'articles', label: 'Sources' },
  { file: 'parties', label: 'Parties' },
  { file: 'events', label: 'Events' },
  { file: 'statements', label: 'Statements' },
]

export function App() {
  const [ids, setIds] = useState<string[]>([])
  const [topic, setTopic] = useState<OpenTopic>()
  const [problem, setProblem] = useState('')
  const list = async () => {
    const answer = await listTopics()
    if (Array.isArray(answer)) setIds(answer)
    else setProblem(answer.problem)
  }
  const open = async (id: string) => {
    const opened = await loadTopic(id)
    if (typeof opened === 'string') setProblem(opened)
    else {
      setTopic(opened)
      setProblem('')
      sessionStorage.setItem('desk-topic', id)
    }
  }
  useEffect(() => {
    void list()
    const last = sessionStorage.getItem('desk-topic')
    if (last) void open(last)
  }, [])
  const create = async (name: string) => {
    const id = createId(name, new Set(ids))
    const answer = await createTopic(id, name)
    if (answer.kind === 'failure') return setProblem(answer.problem)
    await list()
    await open(id)
  }
  return (
    <>
      <header>
        <h1>Desk</h1>
        <label>
          Topic{' '}
          <select
            value={topic?.id ?? ''}
            onChange={(event) => event.currentTarget.value && void open(event.currentTarget.value)}
          >
            <option value="">choose …</option>
            {ids.map((id) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </select>
        </label>
        <NewTopic onCreate={(name) => void create(name)} />
      </header>
      {problem !== '' && <p role="alert">{problem}</p>}
      {topic ? <Topic key={topic.id} opened={topic} /> : <main class="hint">Choose a topic, or begin a new one.</main>}
    </>
  )
}

function NewTopic({ onCreate }: { onCreate: (name: string) => void }) {
  const [name, setName] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') onCreate(name.trim())
        setName('')
      }}
    >
      <input
        aria-label="Name of a new topic"
        placeholder="Name of a new topic"
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit">New topic</button>
    </form>
  )
}

function Topic({ opened }: { opened: OpenTopic }) {
  const desk = useDesk(opened)
  const [tab, setTab] = useState<AuthoredFileName>('topic')
  const [focused, setFocused] = useState<Path>()
  // As soon as it is drawn, so that no key that is pressed next goes elsewhere.
  useLayoutEffect(() => {
    if (!focused) return
    const field = document.querySelector<HTMLElement>(
      `[id^="field-${focused.join('-')}-"]:is(input, textarea, select):not([id$="-id"])`,
    )
    field?.scrollIntoView({ block: 'center' })
    field?.focus()
  }, [focused])
  const goTo = (path: Path) => {
    setTab(path[0] as AuthoredFileName)
    desk.activate(path)
    setFocused([...path])
  }
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey)) return
      if (event.key === 's') void desk.save()
      else if (event.key === 'z' && !(event.target as HTMLElement).matches('input, textarea')) desk.undo()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })
  return (
    <main>
      <div class="columns">
        <Source desk={desk} onNewItem={goTo} />
        <section class="forms" aria-label="Topic">
          <div class="bar" role="tablist" aria-label="Parts of the topic">
            {TABS.map(({ file, label }) => (
              <button
                key={file}
                type="button"
                role="tab"
                id={`tab-${file}`}
                aria-selected={tab === file}
                aria-controls="panel"
                onClick={() => setTab(file)}
              >
                {label} {countProblems(desk, file)}
              </button>
            ))}
          </div>
          <div role="tabpanel" id="panel" aria-labelledby={`tab-${tab}`}>
            <Form key={tab} desk={desk} schema={AUTHORED_FILES[tab]} path={[tab]} />
          </div>
        </section>
        <section class="preview" aria-label="The box">
          <h2>The box</h2>
          <Box box={desk.checked?.box} />
        </section>
      </div>
      <Foot desk={desk} goTo={goTo} />
    </main>
  )
}

function countProblems(desk: Desk, file: AuthoredFileName): string {
  const problems =
    desk.checked?.findings.filter((finding) => finding.file === `${file}.yml` && finding.severity !== 'warning')
      .length ?? 0
  return problems === 0 ? '' : `(${problems})`
}

/** Not in the compiler's library yet. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(html: string): string }): { createHTML(html: string): unknown }
}
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('desk-box', {
  createHTML: (html) => html,
})

/** The last good one stays while something is wrong. Its HTML is the widget's own, made by the server. */
function Box({ box }: { box: Checked['box'] }) {
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
        <p class="hint">{last ? 'The last box that had nothing wrong:' : 'The box is shown once nothing is wrong.'}</p>
      )}
      <div ref={host} class="box" />
    </>
  )
}

function Foot({ desk, goTo }: { desk: Desk; goTo: (path: Path) => void }) {
  const findings = desk.checked?.findings ?? []
  const errors = findings.filter(({ severity }) => severity !== 'warning')
  return (
    <footer>
      <div class="bar">
        <button type="button" onClick={() => void desk.save()} disabled={desk.isSaved}>
          Save
        </button>
        <button type="button" onClick={desk.undo} disabled={!desk.canUndo}>
          Undo
        </button>
        <button
          type="button"
          class="main"
          disabled={!desk.checked || errors.length > 0}
          onClick={() => void desk.publish(false)}
        >
          Publish
        </button>
        <output aria-live="polite">{desk.message}</output>
      </div>
      {desk.conflicts.map((conflict) => (
        <p key={`${conflict.file}${conflict.path.join()}`} class="findings error">
          {conflict.file} › {conflict.path.join(' › ')}: yours is “{String(conflict.mine)}”, the file’s “
          {String(conflict.theirs)}”.{' '}
          <button type="button" onClick={() => desk.takeTheirs(conflict)}>
            Take the file’s
          </button>
        </p>
      ))}
      <details open={errors.length > 0}>
        <summary>
          {errors.length} to mend, {findings.length - errors.length} doubts
        </summary>
        <ul class="findings">
          {findings.map((finding) => (
            <li key={`${finding.file}${finding.path.join()}${finding.problem}`} class={finding.severity ?? 'error'}>
              <button type="button" class="quiet" onClick={() => goTo(pathOf(finding).slice(0, -1))}>
                {finding.file} {finding.place}
              </button>{' '}
              {finding.problem}: {finding.remedy} <Retire desk={desk} finding={finding} />
            </li>
          ))}
        </ul>
      </details>
      {desk.checked && desk.checked.changes !== '' && (
        <section aria-label="What would change">
          <pre>{desk.checked.changes}</pre>
        </section>
      )}
    </footer>
  )
}

/** A published item that was removed is put back, or its id is retired with a reason. */
function Retire({ desk, finding }: { desk: Desk; finding: Checked['findings'][number] }) {
  const id = / (\S+) was published and is gone$/.exec(finding.problem)?.[1]
  if (id === undefined || finding.problem.startsWith('correction')) return null
  const retired = listIn(desk.content, ['topic', 'retired']).filter(isFields)
  const retire = () =>
    desk.edit(['topic', 'retired'], [...retired, { id, date: new Date().toISOString().slice(0, 10), reason: '' }])
  return (
    <button type="button" onClick={retire}>
      Retire it
    </button>
  )
}
