/**
 * The citation check: accepts a text by paste, file or drop, shows which passages it contains, and checks the history on request.
 * Requests only the topic and its history; the text stays in the browser.
 */
import { render } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Topic } from '../../../data/schema/api.ts'
import { CheckReport } from './CheckReport.tsx'
import { HistoryCheck } from './HistoryCheck.tsx'
import { type Matches, matchPassages } from './match-passages.ts'

const TYPING_PAUSE_MS = 250
/** In a longer text, the search for missing passages would take minutes. */
const MAX_CHARACTERS = 100_000

interface CheckProps {
  topic: string
  /** Id and label of each article. */
  articles: [id: string, label: string][]
  /** The publisher's public keys; empty if nothing is signed. */
  keys: string[]
}

interface Result {
  /** Announced by screen readers. */
  summary: string
  matches?: Matches
  milliseconds?: number
}

const NOTHING: Result = { summary: '' }

function Check({ topic, articles, keys }: CheckProps) {
  const [text, setText] = useState('')
  const [article, setArticle] = useState('')
  const [isOver, setOver] = useState(false)
  const [result, setResult] = useState(NOTHING)
  const field = useRef<HTMLTextAreaElement>(null)

  useEffect(() => {
    // The browser may restore the field's text after a reload.
    if (field.current?.value) setText(field.current.value)
  }, [])
  useEffect(() => {
    // Ignores the result of an outdated check.
    let isCurrent = true
    const timer = setTimeout(async () => {
      const checked = await check(topic, text, article)
      if (isCurrent) setResult(checked)
    }, TYPING_PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [topic, text, article])
  useEffect(() => {
    showTarget()
  }, [result])

  const readFile = async (file: File | undefined) => file && setText(await file.text())
  return (
    <>
      <section id="tool" aria-labelledby="tool-title">
        <h2 id="tool-title">The source</h2>
        <div class="choices">
          <p>
            <label for="article">Article</label>{' '}
            <select id="article" value={article} onChange={({ currentTarget }) => setArticle(currentTarget.value)}>
              <option value="">Detect it from the text</option>
              {articles.map(([id, label]) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          </p>
          <p>
            <label for="file">Text file</label>{' '}
            <input
              id="file"
              type="file"
              accept=".txt,text/plain"
              onChange={({ currentTarget }) => readFile(currentTarget.files?.[0])}
            />
          </p>
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the file field does the same. */}
        <div
          id="drop"
          class={isOver ? 'over' : ''}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            setOver(false)
            const file = event.dataTransfer?.files[0]
            if (!file) return // dropped text: the text field handles it
            event.preventDefault()
            void readFile(file)
          }}
        >
          <label for="text">Text of the article</label>
          <textarea
            id="text"
            ref={field}
            rows={result.matches ? 4 : 8}
            spellcheck={false}
            autocomplete="off"
            aria-describedby="hint"
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
          <p id="hint" class="dateline">
            Paste it, or drop a text file here. You can paste the whole page: text around the article does not matter.{' '}
            <strong>Nothing is uploaded.</strong> The text is read in your browser and stays there.
          </p>
        </div>
        {text !== '' && (
          <button
            type="button"
            onClick={() => {
              setText('')
              field.current?.focus()
            }}
          >
            Start again
          </button>
        )}
      </section>
      <section id="result" aria-labelledby="summary">
        <p id="summary" role="status">
          {result.summary}
        </p>
        <div id="report">
          {result.matches && <CheckReport matches={result.matches} milliseconds={result.milliseconds ?? 0} />}
        </div>
      </section>
      <HistoryCheck topic={topic} keys={keys} />
    </>
  )
}

async function check(topic: string, text: string, article: string): Promise<Result> {
  if (text.trim() === '') return NOTHING
  if (text.length > MAX_CHARACTERS) {
    return { summary: `This is more than ${MAX_CHARACTERS} characters. Paste only the article.` }
  }
  if (!globalThis.crypto?.subtle) {
    return { summary: 'Your browser computes fingerprints only on a secure (https) page.' }
  }
  const started = performance.now()
  try {
    const matches = await matchPassages(await readTopic(topic), text, article || undefined)
    return { summary: describeMatches(matches), matches, milliseconds: performance.now() - started }
  } catch {
    return { summary: 'The citations could not be loaded. Check your connection and try again.' }
  }
}

function describeMatches({ passages }: Matches): string {
  const standing = passages.filter(({ outcome }) => outcome !== 'missing').length
  const moved = passages.filter(({ outcome }) => outcome === 'moved').length
  if (standing === 0) return 'No passages found'
  const found = `${standing} of ${passages.length} passages found`
  return moved === 0 ? found : `${found}, ${moved} of them moved`
}

let reading: Promise<Topic> | undefined

/** Requests the topic once, and again after a failure. */
function readTopic(id: string): Promise<Topic> {
  reading ??= fetch(`/v1/topics/${id}`)
    .then(async (response) => {
      if (!response.ok) throw new Error(`the topic answers ${response.status}`)
      return (await response.json()) as Topic
    })
    .catch((error) => {
      reading = undefined
      throw error
    })
  return reading
}

/** Highlights all marks of the passage in the URL's fragment; a passage can have several. */
function showTarget(): void {
  for (const mark of document.querySelectorAll('mark.current')) mark.classList.remove('current')
  const number = location.hash.match(/^#passage-(\d+)$/)?.[1]
  if (number === undefined) return
  for (const mark of document.querySelectorAll(`[data-passages~="${number}"]`)) mark.classList.add('current')
}

const place = document.querySelector<HTMLElement>('#check')
const { topic } = document.querySelector('main')?.dataset ?? {}
if (place && topic) {
  window.addEventListener('hashchange', showTarget)
  const keys = place.dataset.keys?.split(' ').filter(Boolean) ?? []
  render(<Check topic={topic} articles={JSON.parse(place.dataset.articles ?? '[]')} keys={keys} />, place)
}
