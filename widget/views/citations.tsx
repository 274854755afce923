/** Receipts and addresses. */
import type { BoxCitation, BoxCitedText } from '../../data/wire.ts'
import type { Context } from './context.ts'

/** Only what is http(s) becomes an address; otherwise the words stand alone. `article` is what a receipt is of. */
export function link(url = '', text: string, article?: string) {
  const href = /^https?:/.test(url) ? url : undefined
  return (
    // Preact leaves an absent address out, but its types want one.
    <a href={href as string} data-article={href && article}>
      {text}
    </a>
  )
}

/** One mark an outlet. A source without an address has its place on the topic's page, and in the box. */
export function citationMarks(citations: BoxCitation[], { page }: Context) {
  return citations.map(({ url, name, article }) => (
    <small> {link(url[0] === '#' ? page + url : url, name, article)}</small>
  ))
}

/** A sentence of ours with its receipts. */
export function citedText({ text, note, citations }: BoxCitedText, context: Context) {
  return (
    <p>
      {text} {note && <small>{note}</small>}
      {citationMarks(citations, context)}
    </p>
  )
}
