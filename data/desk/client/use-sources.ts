/** By article: the texts of the sources, and the notes of drafts that an editor must review, kept until dismissed. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Content, DraftedSource, SourceText } from '../api.ts'
import { isFields } from '../merge.ts'
import { listIn } from './paths.ts'
import { readSource } from './server.ts'

export interface Sources {
  texts: ReadonlyMap<string, SourceText>
  /** The normalised bodies, by article. */
  bodies: ReadonlyMap<string, string>
}

/** Reads the sources, again when an article names another document or other lines, and when the window gets the focus. */
export function useSources(content: Content): Sources {
  const [texts, setTexts] = useState<ReadonlyMap<string, SourceText>>(new Map())
  const [looks, look] = useState(0)
  const articles = listIn(content, ['articles']).flatMap((item) =>
    isFields(item) && typeof item.id === 'string' ? [{ id: item.id, source: item.source }] : [],
  )
  const wanted = JSON.stringify(articles)
  useEffect(() => {
    const again = () => look((before) => before + 1)
    addEventListener('focus', again)
    return () => removeEventListener('focus', again)
  }, [])
  useEffect(() => {
    let isCurrent = true
    const read = async () => {
      const found = await Promise.all(articles.map(async (article) => [article.id, await readSource(article)] as const))
      if (!isCurrent) return
      // Equal texts keep the same object, so that nothing is rendered or verified again.
      setTexts((before) => (JSON.stringify([...before]) === JSON.stringify(found) ? before : new Map(found)))
    }
    void read()
    return () => {
      isCurrent = false
    }
  }, [wanted, looks])
  const bodies = useMemo(
    () => new Map([...texts].flatMap(([id, text]) => (text.kind === 'read' ? [[id, text.body] as const] : []))),
    [texts],
  )
  return { texts, bodies }
}

export type ReviewNotes = Pick<DraftedSource, 'notes' | 'doubtful'>

export interface ReviewNotesState {
  reviewNotesOf: (article: string) => ReviewNotes | undefined
  setReviewNotes: (article: string, notes: ReviewNotes | undefined) => void
}

export function useReviewNotes(topic: string): ReviewNotesState {
  const key = `desk-review-notes:${topic}`
  const [notes, setNotes] = useState<Record<string, ReviewNotes>>(() => JSON.parse(localStorage.getItem(key) ?? '{}'))
  return {
    reviewNotesOf: (article) => notes[article],
    setReviewNotes: (article, found) => {
      // Another tab may have added notes in the meantime.
      const { [article]: _, ...others } = JSON.parse(localStorage.getItem(key) ?? '{}') as typeof notes
      const next = found ? { ...others, [article]: found } : others
      localStorage.setItem(key, JSON.stringify(next))
      setNotes(next)
    },
  }
}
