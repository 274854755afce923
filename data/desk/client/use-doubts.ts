/** What reading a saved page left in doubt, by article: kept until an editor has looked at it. */
import { useState } from 'preact/hooks'
import type { DraftedSource } from '../api.ts'

export type Doubts = Pick<DraftedSource, 'notes' | 'doubtful'>

export interface DoubtsOf {
  doubtsOf: (article: string) => Doubts | undefined
  doubt: (article: string, doubts: Doubts | undefined) => void
}

export function useDoubts(topic: string): DoubtsOf {
  const key = `desk-doubts:${topic}`
  const [doubts, setDoubts] = useState<Record<string, Doubts>>(() => JSON.parse(localStorage.getItem(key) ?? '{}'))
  return {
    doubtsOf: (article) => doubts[article],
    doubt: (article, found) => {
      // Another tab may have read other pages meanwhile.
      const { [article]: _, ...others } = JSON.parse(localStorage.getItem(key) ?? '{}') as typeof doubts
      const next = found ? { ...others, [article]: found } : others
      localStorage.setItem(key, JSON.stringify(next))
      setDoubts(next)
    },
  }
}
