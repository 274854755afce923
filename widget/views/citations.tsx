/** Receipts and addresses. */
import type { BoxCitation, BoxCitedText } from '../../data/wire.ts'
import { openSource } from './open-source.ts'

/** Only what is http(s), or a source inside the box, becomes an address; otherwise the words stand alone. */
export function link(url = '', text: string) {
  const href = /^(https?:\/\/|#)/.test(url) ? url : undefined
  return (
    // Preact leaves an absent address out, but its types want one.
    <a href={href as string} onClick={openSource}>
      {text}
    </a>
  )
}

/** One mark an outlet. */
export function citationMarks(citations: BoxCitation[]) {
  return citations.map(({ url, name }) => <small> {link(url, name)}</small>)
}

/** A sentence of ours with its receipts. */
export function citedText({ text, note, citations }: BoxCitedText) {
  return (
    <p>
      {text} {note && <small>{note}</small>}
      {citationMarks(citations)}
    </p>
  )
}
