/** The sources: add them by dropping or pasting, choose one, read it as text only, never as HTML. */
import { useEffect, useState } from 'preact/hooks'
import { isFields } from '../merge.ts'
import type { Desk } from './desk-state.ts'
import { getIn, listIn } from './paths.ts'
import { SourceText } from './SourceText.tsx'
import { addSource } from './server.ts'
import { countVerdicts, listCitations } from './verdicts.ts'

/** The order of the editor's guide, so that files written by the desk look like files written by hand. */
const ORDER = [
  'id',
  'headline',
  'publisher',
  'dateline',
  'datePublished',
  'dateBasis',
  'url',
  'inLanguage',
  'genre',
  'outletNote',
  'summary',
  'textDigest',
  'source',
]
const TYPES = '.html,.htm,.xhtml,.mhtml,.mht,.txt'

interface Page {
  name: string
  body: Blob
}

export function Source({ desk }: { desk: Desk }) {
  const articles = listIn(desk.content, ['articles']).filter(isFields)
  const [chosen, choose] = useState<string>()
  const id = articles.some((article) => article.id === chosen) ? String(chosen) : String(articles[0]?.id ?? '')
  const text = desk.sources.texts.get(id)
  const article = articles.find((each) => each.id === id)
  useEffect(() => {
    if (desk.shown?.article) choose(desk.shown.article)
  }, [desk.shown])
  const add = async (pages: Page[]) => {
    for (const page of pages) {
      const added = await addPage(desk, page)
      if (added !== undefined) choose(added)
    }
  }
  return (
    <section
      class="source"
      aria-label="Sources"
      data-pane=".text, .source .button input"
      onDragOver={(event) => event.dataTransfer?.types.includes('Files') && event.preventDefault()}
      onDrop={(event) => {
        if (!event.dataTransfer?.files.length) return
        event.preventDefault()
        void add(listPages(event.dataTransfer.files))
      }}
    >
      <h2>Sources</h2>
      <div class="bar">
        <label class="button">
          Add a saved page
          <input
            type="file"
            multiple
            accept={TYPES}
            onChange={(event) => {
              void add(listPages(event.currentTarget.files))
              event.currentTarget.value = ''
            }}
          />
        </label>
        <Paste onPaste={(pasted) => void add([{ name: 'page.txt', body: new Blob([pasted]) }])} />
      </div>
      {articles.length === 0 && (
        <p class="hint">Drop a saved page here (HTML, MHTML or text), or paste a page’s text.</p>
      )}
      {articles.length > 0 && (
        <select aria-label="Source" value={id} onChange={(event) => choose(event.currentTarget.value)}>
          {articles.map((each) => (
            <option key={String(each.id)} value={String(each.id)}>
              {[each.publisher, each.headline ?? each.id].filter(Boolean).join(' – ')}
            </option>
          ))}
        </select>
      )}
      {articles.length > 0 && !text && <p class="hint">Reading its text …</p>}
      {text?.kind === 'unreadable' && <p class="findings error">{text.problem}</p>}
      {desk.digests.has(id) && article?.textDigest !== desk.digests.get(id) && <Changed desk={desk} id={id} />}
      {text?.kind === 'read' && <SourceText key={id} desk={desk} article={article ?? {}} source={text} />}
    </section>
  )
}

/** Says that a source has changed since it was cited. Missing passages must be cited again. */
function Changed({ desk, id }: { desk: Desk; id: string }) {
  const citations = listCitations(desk.content).filter(({ article }) => article === id)
  const { moved, missing } = countVerdicts(citations, desk.verdicts)
  return (
    <p class="offer">
      This source has changed since it was cited: {moved} of {citations.length} passages moved, {missing} not in it any
      more.{' '}
      <button type="button" onClick={desk.repair}>
        Take it as it is now
      </button>
    </p>
  )
}

const listPages = (files: FileList | null): Page[] =>
  [...(files ?? [])].map((file) => ({ name: file.name, body: file }))

/** Adds a page and resolves with the id of its article; absent if the page cannot be read, with a message to the editor. */
async function addPage(desk: Desk, { name, body }: Page): Promise<string | undefined> {
  desk.showMessage(`Reading ${name} …`)
  const answer = await addSource(name, body)
  if (answer.kind === 'failure') {
    desk.showMessage(answer.problem)
    return undefined
  }
  const { record, notes, doubtful } = answer
  const articles = listIn(desk.latest(), ['articles'])
  const same = articles.find((article) => getIn(article, ['textDigest']) === record.textDigest)
  if (same) {
    desk.showMessage(`${name} is a source already: ${getIn(same, ['headline'])}.`)
    return String(getIn(same, ['id']))
  }
  const taken = new Set(articles.map((article) => getIn(article, ['id'])))
  let id = String(record.id)
  for (let number = 2; taken.has(id); number++) id = `${record.id}-${number}`
  const drafted: Record<string, unknown> = { ...record, id, genre: '', outletNote: { text: '', basis: '' } }
  const ordered = ORDER.filter((key) => drafted[key] !== undefined).map((key) => [key, drafted[key]])
  desk.edit(['articles', articles.length], Object.fromEntries(ordered))
  const count = Object.keys(notes).length + doubtful.length
  desk.setReviewNotes(id, count > 0 ? { notes, doubtful } : undefined)
  desk.chooseTab('articles')
  desk.openItem(['articles'], articles.length)
  desk.showMessage(`${name} is a source now.${count > 0 ? ' Look at what is marked as doubtful.' : ''}`)
  return id
}

function Paste({ onPaste }: { onPaste: (text: string) => void }) {
  const [text, setText] = useState<string>()
  if (text === undefined)
    return (
      <button type="button" onClick={() => setText('')}>
        Paste a page’s text
      </button>
    )
  return (
    <div class="paste">
      <textarea
        ref={(area) => area?.focus()}
        aria-label="The page’s text"
        rows={4}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setText(undefined)}
      />
      <button
        type="button"
        onClick={() => {
          if (text.trim() !== '') onPaste(text)
          setText(undefined)
        }}
      >
        Use this text
      </button>
      <button type="button" onClick={() => setText(undefined)}>
        Cancel
      </button>
    </div>
  )
}
