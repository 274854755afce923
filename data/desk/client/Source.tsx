/**
 * The sources: dropped or pasted, read as text alone, never as HTML. A passage is chosen with the mouse or sentence by
 * sentence with the keyboard, and cited by the same code as the command line's.
 */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { createCitation } from '../../citations.ts'
import type { Path } from '../../finding.ts'
import type { Citation } from '../../schema/entities.ts'
import type { Desk } from './desk-state.ts'
import { getIn, isFields, listIn } from './paths.ts'
import {
  isSamePlace,
  isSelectedBackward,
  listSentences,
  type Place,
  readSelection,
  restoreSelection,
  trimPlace,
} from './selection.ts'
import { addSource } from './server.ts'

const MAX_QUOTED_WORDS = 15

export function Source({ desk, onNewItem }: { desk: Desk; onNewItem: (path: Path) => void }) {
  const articles = listIn(desk.content, ['articles']).filter(isFields)
  const [chosen, choose] = useState<string>()
  const id =
    chosen !== undefined && articles.some((article) => article.id === chosen) ? chosen : String(articles[0]?.id ?? '')
  const source = desk.sources.get(id)
  const article = articles.find((each) => each.id === id)
  useEffect(() => {
    if (desk.shown?.article) choose(desk.shown.article)
  }, [desk.shown])

  const add = async (files: { name: string; body: Blob }[]) => {
    for (const { name, body } of files) {
      desk.say(`Reading ${name} …`)
      const answer = await addSource(name, body)
      if (answer.kind === 'failure') {
        desk.say(answer.problem)
        continue
      }
      const taken = listIn(desk.latest(), ['articles'])
      const ids = new Set(taken.map((article) => getIn(article, ['id'])))
      const { record } = answer
      let free = String(record.id)
      for (let number = 2; ids.has(free); number++) free = `${record.id}-${number}`
      const empty = { genre: '', outletNote: { text: '', basis: '' } }
      desk.edit(['articles', taken.length], { ...order({ ...record, ...empty, id: free }) })
      choose(free)
      desk.say(
        [
          `${name} is a source now.`,
          ...Object.entries(answer.notes).map(([field, note]) => `${field}: ${note}.`),
          ...answer.doubtful.map(
            ({ firstLine, lastLine }) => `Lines ${firstLine} to ${lastLine} may not belong to the article.`,
          ),
        ].join(' '),
      )
    }
  }

  return (
    <section
      class="source"
      aria-label="Sources"
      onDragOver={(event) => event.dataTransfer?.types.includes('Files') && event.preventDefault()}
      onDrop={(event) => {
        if (!event.dataTransfer?.files.length) return
        event.preventDefault()
        void add([...event.dataTransfer.files].map((file) => ({ name: file.name, body: file })))
      }}
    >
      <h2>Sources</h2>
      <div class="bar">
        <label class="button">
          Add a saved page
          <input
            type="file"
            multiple
            accept=".html,.htm,.xhtml,.mhtml,.mht,.txt"
            onChange={(event) => {
              void add([...(event.currentTarget.files ?? [])].map((file) => ({ name: file.name, body: file })))
              event.currentTarget.value = ''
            }}
          />
        </label>
        <Paste onPaste={(text) => void add([{ name: 'page.txt', body: new Blob([text]) }])} />
      </div>
      {articles.length === 0 && (
        <p class="hint">Drop a saved page here (HTML, MHTML or text), or paste a page’s text.</p>
      )}
      {articles.length > 0 && (
        <select aria-label="Source" value={id} onChange={(event) => choose(event.currentTarget.value)}>
          {articles.map((article) => (
            <option key={String(article.id)} value={String(article.id)}>
              {String(article.publisher ?? '')} – {String(article.headline ?? article.id)}
            </option>
          ))}
        </select>
      )}
      {source?.kind === 'unreadable' && <p class="findings error">{source.problem}</p>}
      {desk.digests.has(id) && article?.textDigest !== desk.digests.get(id) && (
        <p class="offer">
          This source has changed since it was cited.{' '}
          <button type="button" onClick={desk.repair}>
            Take it as it is now
          </button>
        </p>
      )}
      {source?.kind === 'read' && (
        <Text
          key={id}
          desk={desk}
          article={article ?? {}}
          body={source.body}
          lines={source.lines}
          onNewItem={onNewItem}
        />
      )}
    </section>
  )
}

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

/** As the guide has it, so that a file written by the desk reads like one written by hand. */
const order = (record: Record<string, unknown>) =>
  Object.fromEntries(ORDER.filter((key) => record[key] !== undefined).map((key) => [key, record[key]]))

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
        aria-label="The page’s text"
        rows={4}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
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
    </div>
  )
}

interface TextProps {
  desk: Desk
  article: Record<string, unknown>
  body: string
  lines: string[]
  onNewItem: (path: Path) => void
}

interface Mark extends Place {
  isActive: boolean
}

function Text({ desk, article, body, lines, onNewItem }: TextProps) {
  const root = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<Place>()
  const isBackward = useRef(false)
  const id = String(article.id)
  const reference = { id, ...(typeof article.url === 'string' && article.url !== '' ? { url: article.url } : {}) }
  const sentences = useMemo(() => listSentences(body, String(article.inLanguage ?? 'en')), [body, article.inLanguage])
  const marks = useMemo(() => listMarks(desk, id), [desk.content, desk.active, id])

  useLayoutEffect(() => {
    const read = () => {
      const selected = root.current ? readSelection(root.current, body) : undefined
      if (!selected) return
      isBackward.current = isSelectedBackward()
      setPlace((before) => (isSamePlace(before, selected) ? before : selected))
    }
    document.addEventListener('selectionchange', read)
    return () => document.removeEventListener('selectionchange', read)
  }, [body])

  const shown = desk.shown?.article === id ? desk.shown.locator : undefined
  // Drawing changes the pieces of text that the browser's selection stands in.
  useLayoutEffect(() => {
    if (root.current && place) restoreSelection(root.current, body, place, isBackward.current)
  }, [place, marks, shown, body])
  useEffect(() => {
    if (!shown) return
    const piece = [...(root.current?.querySelectorAll<HTMLElement>('[data-at]') ?? [])].findLast(
      (each) => Number(each.dataset.at) <= shown.start,
    )
    piece?.scrollIntoView({ block: 'center' })
  }, [shown])

  const cite = async (to: Path) => {
    if (!place) return
    // At once, so that what is selected while the digest is made stays selected.
    clear()
    const citation = await createCitation(reference, body, place)
    const path = [...to, 'citations']
    const known = listIn(desk.latest(), path) as Citation[]
    if (
      known.some(
        ({ locator, article: cited }) => cited === id && locator.start === place.start && locator.end === place.end,
      )
    )
      return
    desk.edit(path, [...known, citation])
    if (to[0] === 'statements' && !getIn(desk.latest(), [...to, 'reportedBy'])) desk.edit([...to, 'reportedBy'], id)
  }
  const clear = () => {
    setPlace(undefined)
    getSelection()?.removeAllRanges()
  }
  const quote = () => {
    const to = desk.active
    if (!place || to?.[0] !== 'statements' || to.length !== 2)
      return desk.say('A quote belongs to a statement: choose one first.')
    const text = body.slice(place.start, place.end)
    const words = text.split(/\s+/u).length
    if (words > MAX_QUOTED_WORDS) return desk.say(`A quote has ${MAX_QUOTED_WORDS} words at most; these are ${words}.`)
    const isCited = (listIn(desk.latest(), [...to, 'citations']) as Citation[]).some(
      ({ article: cited, locator }) => cited === id && locator.start <= place.start && place.end <= locator.end,
    )
    if (!isCited) return desk.say('Cite the passage first; the quote stands inside it.')
    desk.edit([...to, 'quote'], { text, spokenBy: getIn(desk.latest(), [...to, 'claimant']) ?? '' })
    clear()
  }
  const create = async (file: 'events' | 'statements') => {
    const item =
      file === 'events'
        ? { id: '', name: '', description: '', datePrecision: '', dateBasis: '', citations: [] }
        : { id: '', text: '', status: '', reportedBy: id, citations: [] }
    const path = [file, listIn(desk.latest(), [file]).length]
    desk.edit(path, item)
    const isCited = cite(path)
    // At once: what is written while the digest is made belongs to the new item.
    onNewItem(path)
    await isCited
  }

  const choose = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const actions: Record<string, () => void> = {
      c: () => (desk.active ? void cite(desk.active) : desk.say('Choose a sentence of yours first, then Cite.')),
      q: quote,
      s: () => void create('statements'),
      e: () => void create('events'),
      Escape: clear,
    }
    const action = actions[event.key]
    const step = moveSelection(event, sentences, body, place)
    if (!action && !step) return
    event.preventDefault()
    if (step) setPlace(step)
    else action?.()
  }

  return (
    <>
      <div class="bar" role="toolbar" aria-label="The passage that is selected">
        <button type="button" disabled={!place || !desk.active} onClick={() => desk.active && void cite(desk.active)}>
          Cite (c)
        </button>
        <button type="button" disabled={!place} onClick={quote}>
          Quote (q)
        </button>
        <button type="button" disabled={!place} onClick={() => void create('statements')}>
          New statement (s)
        </button>
        <button type="button" disabled={!place} onClick={() => void create('events')}>
          New event (e)
        </button>
      </div>
      <div
        ref={root}
        class="text"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: passages are chosen by keyboard too
        tabIndex={0}
        role="application"
        lang={String(article.inLanguage ?? '')}
        dir="auto"
        aria-label="Text of the source. Down and up choose a sentence, Shift extends, c cites."
        onKeyDown={choose}
        onFocus={() => place ?? setPlace(sentences[0])}
      >
        {placeLines(lines).map(({ at, text }) => (
          <p key={at}>
            {splitLine(at, text, marks, place, shown).map((piece) => (
              <span key={piece.at} data-at={piece.at} class={piece.name}>
                {piece.text}
              </span>
            ))}
          </p>
        ))}
      </div>
    </>
  )
}

/** Down and up take the next or previous sentence; with Shift the end moves, with Shift and right or left by a word. */
function moveSelection(
  event: KeyboardEvent,
  sentences: Place[],
  body: string,
  place: Place | undefined,
): Place | undefined {
  const at = place ? sentences.findLastIndex(({ start }) => start <= place.start) : -1
  const last = place ? sentences.findLastIndex(({ start }) => start < place.end) : -1
  if (event.key === 'ArrowDown') {
    const next = sentences[(event.shiftKey ? last : at) + 1]
    return next && (event.shiftKey && place ? { start: place.start, end: next.end } : next)
  }
  if (event.key === 'ArrowUp') {
    const next = sentences[(event.shiftKey ? last : at) - 1]
    return next && (event.shiftKey && place ? { start: Math.min(place.start, next.start), end: next.end } : next)
  }
  if (!place || (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft')) return undefined
  const isForward = event.key === 'ArrowRight'
  const edge = event.shiftKey ? place.end : place.start
  const moved = isForward ? body.indexOf(' ', edge + 1) : body.lastIndexOf(' ', edge - 2)
  const next = moved === -1 ? (isForward ? body.length : 0) : moved
  return trimPlace(body, event.shiftKey ? { start: place.start, end: next } : { start: next, end: place.end })
}

/** Every passage of this article that anything cites; those of the item that has the focus stand out. */
function listMarks(desk: Desk, article: string): Mark[] {
  const marks: Mark[] = []
  const visit = (value: unknown, isActive: boolean, path: Path) => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, isActive, [...path, index])
    else if (isFields(value)) {
      const active = isActive || JSON.stringify(path) === JSON.stringify(desk.active)
      const locator = value.locator as Place | undefined
      if (value.article === article && locator) marks.push({ start: locator.start, end: locator.end, isActive: active })
      for (const [key, item] of Object.entries(value)) visit(item, active, [...path, key])
    }
  }
  visit(desk.content, false, [])
  return marks
}

function placeLines(lines: string[]): { at: number; text: string }[] {
  let at = 0
  return lines.map((text) => {
    const placed = { at, text }
    at += text.length + 1
    return placed
  })
}

/** A line in pieces that are all marked alike. */
function splitLine(at: number, text: string, marks: Mark[], place: Place | undefined, shown: Place | undefined) {
  const edges = [...marks, ...(place ? [place] : []), ...(shown ? [shown] : [])].flatMap(({ start, end }) => [
    start,
    end,
  ])
  const inner = edges.filter((edge) => edge > at && edge < at + text.length)
  const cuts = [...new Set([at, ...inner, at + text.length])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((start, index) => {
    const covers = (mark: Place | undefined) => mark !== undefined && mark.start <= start && start < mark.end
    const name = [
      marks.some(covers) && 'cited',
      marks.some((mark) => mark.isActive && covers(mark)) && 'active',
      covers(place) && 'chosen',
      covers(shown) && 'shown',
    ]
      .filter(Boolean)
      .join(' ')
    return { at: start, text: text.slice(start - at, (cuts[index + 1] ?? 0) - at), name }
  })
}
