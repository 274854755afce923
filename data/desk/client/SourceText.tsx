/**
 * A source's text, in which passages are selected: with the mouse, by sentence with the keyboard, or by searching for words.
 * Citations are created with the code of the command `cite`.
 */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { findPassages } from '../../citations/locate.ts'
import type { SourceText as ReadText } from '../api.ts'
import { cite, createItem, findCitable, quote } from './cite.ts'
import type { Desk } from './desk-state.ts'
import {
  isSamePlace,
  isSelectedBackward,
  listMarks,
  listSentences,
  moveSelection,
  type Place,
  placeLines,
  readSelection,
  restoreSelection,
  splitLine,
} from './selection.ts'

interface Props {
  desk: Desk
  article: Record<string, unknown>
  source: Extract<ReadText, { kind: 'read' }>
}

export function SourceText({ desk, article, source: { body, lines } }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<Place>()
  const isBackward = useRef(false)
  const id = String(article.id)
  const sentences = useMemo(() => listSentences(body, String(article.inLanguage ?? 'en')), [body, article.inLanguage])
  const marks = useMemo(() => listMarks(desk.content, desk.active, id), [desk.content, desk.active, id])
  const shown = desk.shown?.article === id ? desk.shown.locator : undefined

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
  // Rendering replaces the text nodes that the browser had selected.
  useLayoutEffect(() => {
    if (root.current && place) restoreSelection(root.current, body, place, isBackward.current)
  }, [place, marks, shown, body])
  useEffect(() => {
    const at = shown?.start
    if (at === undefined) return
    const pieces = [...(root.current?.querySelectorAll<HTMLElement>('[data-at]') ?? [])]
    pieces.findLast((piece) => Number(piece.dataset.at) <= at)?.scrollIntoView({ block: 'center' })
  }, [shown])
  useEffect(() => {
    root.current?.querySelector('.chosen')?.scrollIntoView({ block: 'nearest' })
  }, [place])

  const clear = () => {
    setPlace(undefined)
    getSelection()?.removeAllRanges()
  }
  const to = findCitable(desk.content, desk.active)
  const chosen = { desk, article, body, place, clear }
  const actions: Record<string, () => void> = {
    c: () => void cite(chosen, to),
    q: () => quote(chosen),
    s: () => void createItem(chosen, 'statements'),
    e: () => void createItem(chosen, 'events'),
    Escape: clear,
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const action = actions[event.key]
    const step = moveSelection(event, sentences, body, place)
    if (!action && !step) return
    event.preventDefault()
    if (step) setPlace(step)
    else action?.()
  }
  const focus = () => root.current?.focus()
  const review = desk.reviewNotesOf(id)
  const isDoubtful = (line: number) =>
    review?.doubtful.some(({ firstLine, lastLine }) => firstLine <= line && line <= lastLine) ?? false

  return (
    <>
      <div class="bar sticky">
        <div class="bar" role="toolbar" aria-label="The selected passage">
          <button type="button" disabled={!place || !to} onClick={actions.c}>
            Cite (c)
          </button>
          <button type="button" disabled={!place} onClick={actions.q}>
            Quote (q)
          </button>
          <button type="button" disabled={!place} onClick={actions.s}>
            New statement (s)
          </button>
          <button type="button" disabled={!place} onClick={actions.e}>
            New event (e)
          </button>
        </div>
        <FindInSource body={body} choose={setPlace} done={focus} />
      </div>
      {review && review.doubtful.length > 0 && (
        <p class="offer">
          The dotted lines may not belong to the article. Correct the lines in the source’s record, or{' '}
          <button type="button" onClick={() => desk.setReviewNotes(id, { ...review, doubtful: [] })}>
            Keep them
          </button>
        </p>
      )}
      <div
        ref={root}
        class="text"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: passages are selected by keyboard too
        tabIndex={0}
        role="application"
        lang={String(article.inLanguage ?? '')}
        dir="auto"
        aria-label="Text of the source. Down and up choose a sentence, Shift extends it, left and right move its beginning; c cites."
        onKeyDown={press}
        onFocus={() => place ?? setPlace(sentences[0])}
      >
        {placeLines(lines).map(({ at, number, text }) => (
          <p key={at} data-line={number} class={isDoubtful(number) ? 'doubtful' : undefined}>
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

interface FindProps {
  body: string
  choose: (place: Place) => void
  /** Moves the focus to the text. */
  done: () => void
}

export function FindInSource({ body, choose, done }: FindProps) {
  const [found, setFound] = useState<{ words: string; places: Place[]; at: number }>()
  const find = (words: string) => {
    const places = findPassages(body, words)
    setFound(words.trim() === '' ? undefined : { words, places, at: 0 })
    if (places[0]) choose(places[0])
  }
  const step = () => {
    if (!found || found.places.length === 0) return
    if (found.places.length === 1) return done()
    const at = (found.at + 1) % found.places.length
    setFound({ ...found, at })
    const place = found.places[at]
    if (place) choose(place)
  }
  return (
    <form
      class="find"
      onSubmit={(event) => {
        event.preventDefault()
        step()
      }}
    >
      <input
        aria-label="Find words in the source"
        placeholder="Find words"
        value={found?.words ?? ''}
        spellcheck={false}
        onInput={(event) => find(event.currentTarget.value)}
      />
      <output aria-live="polite">{found && describe(found)}</output>
    </form>
  )
}

function describe({ places, at }: { places: Place[]; at: number }): string {
  if (places.length === 0) return 'not in this source'
  return places.length === 1 ? 'found' : `${at + 1} of ${places.length}`
}
