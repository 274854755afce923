/** Sentences of ours, each on its own with its receipts. */
import type { BoxCitedText } from '../../data/wire.ts'
import type { Context } from '../context.ts'
import { Citations } from './Citations.tsx'

export function CitedSentences({ sentences, context }: { sentences: BoxCitedText[]; context: Context }) {
  return sentences.map(({ text, citations }) => (
    <p>
      {text}
      <Citations citations={citations} context={context} />
    </p>
  ))
}
