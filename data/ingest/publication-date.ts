/** When an article was published, from the best basis that its saved page has. Pure. */
import { type BasedDate, type Dateline, findDate, findDateInAddress } from './dates.ts'

export interface DateEvidence {
  /** What the page's markup says. */
  published?: BasedDate
  dateline: Dateline | undefined
  /** The document's lines above the article, from its first. */
  above: string[]
  url: string | undefined
  language: string
}

/** A date with its basis, or the reason why there is none: a date that only fits is no date. */
export function findPublicationDate(evidence: DateEvidence): BasedDate | { reason: string } {
  const { published, dateline, above, url, language } = evidence
  if (published) return published
  if (dateline?.date) return { date: dateline.date, basis: 'Day, month and year are the dateline’s.' }
  for (const [index, line] of [...above.entries()].reverse()) {
    const date = findDate(line, language)
    if (date) return { date, basis: `Line ${index + 1} of the saved page, above the article.` }
  }
  const inAddress = findDateInAddress(url ?? '')
  if (inAddress)
    return { date: inAddress, basis: 'Taken from the web address; the document itself gives no full date.' }
  const reason = dateline?.hasDay ? 'the dateline gives no year' : 'the page gives no date'
  return { reason: `left out, because ${reason}; add it only with what it rests on` }
}
