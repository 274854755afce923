/**
 * A card as text, for link previews, feeds and messages: all that an item needs in order to stand alone, and nothing cut. The
 * box is a card's (`buildCard`), so it is there only for items that may stand alone.
 */
import type { Box } from '../../../data/schema/api.ts'
import { describeClaimant } from '../../../widget/components/Statement.tsx'
import { formatDates, formatEventDate } from '../../../widget/i18n/dates.ts'
import { ENGLISH } from '../../../widget/i18n/language.ts'
import { createView } from '../../../widget/view.ts'

export interface CardText {
  /** Status or event, and the topic. */
  title: string
  text: string
  /** Sentences: claimant with post, outlet with kind, round and date, what no source says, release and correction. */
  details: string[]
}

export function describeCard(box: Box): CardText {
  const view = createView(box, ENGLISH, { origin: '', level: 2 })
  const [group] = box.groups
  const part = group?.parts[0]
  const statement = part?.statements[0]
  const [event] = box.events
  const [unknown] = box.unknowns
  const corrected = box.corrections
    .map(({ date }) => date)
    .sort()
    .at(-1)
  const cited = new Set((statement ?? event?.facts[0]?.values[0])?.citations.map(({ article }) => article))
  const outlets = box.articles
    .filter(({ id }) => cited.has(id))
    .map(({ publisher, genre }) => `${publisher}, ${view.t(genre)}`)
  const sentences = [
    part?.claimant && describeClaimant(view, part.claimant),
    outlets.join('; '),
    event && view.join([statement && event.name, formatEventDate(event, ENGLISH)]),
    unknown && `${view.t('unknowns')}: ${unknown.text.replace(/\.$/, '')}`,
    `Release ${box.release}, ${formatDates(ENGLISH, box.dateModified.slice(0, 10))}`,
    corrected && view.t('corrected', { date: formatDates(ENGLISH, corrected) }),
  ]
  return {
    title: `${group ? view.t(group.status) : event?.name}: ${box.name}`,
    text: statement?.text ?? event?.facts[0]?.values[0]?.text ?? '',
    details: sentences.filter((sentence) => sentence).map((sentence) => `${sentence}.`),
  }
}
