/**
 * `/topics/{topic}/{id}`, the short URL of a statement or event: a card with metadata for link previews and oEmbed, which redirects
 * to its place in the full record. Not for items that must not be shown alone.
 */
import { buildCard } from '../../../data/build/box.ts'
import type { Box } from '../../../data/schema/api.ts'
import { Card } from '../../../widget/components/Card.tsx'
import { describeClaimant } from '../../../widget/components/Statement.tsx'
import { formatDates, formatEventDate } from '../../../widget/i18n/dates.ts'
import type { Language } from '../../../widget/i18n/language.ts'
import { createView } from '../../../widget/view.ts'
import { type Assets, Layout, NO_INDEX, renderPage } from '../Layout.tsx'
import { createContext, linkPage, type TopicData } from './context.ts'
import { findItem } from './record.ts'
import { ShareTags } from './TopicHead.tsx'

/** The target of a short URL; `page` is the page with the card, if the item has one. */
export type Place = { kind: 'unknown' } | { kind: 'place'; path: string; page?: string }

export function findPlace(data: TopicData, id: string, assets: Assets): Place {
  const context = createContext(data)
  const { topic, record, origin } = context
  const query = findItem(record, id)
  if (!query) return { kind: 'unknown' }
  const path = `${linkPage(context, query)}#${id}`
  const card = buildCard(topic, id)
  if (card.kind !== 'card') return { kind: 'place', path }
  const { box } = card
  const { title, text, details } = describeCard(box, data.language)
  const view = createView(box, data.language, { origin, level: 1, isPage: true })
  const page = (
    <Layout
      title={title}
      description={[text, ...details].join(' ')}
      canonical={origin + linkPage(context, query)}
      assets={assets}
      place="/topics"
      head={
        <>
          {NO_INDEX}
          <meta http-equiv="refresh" content={`0; url=${path}`} />
          <ShareTags
            context={context}
            title={title}
            description={[text, ...details].join(' ')}
            url={`${context.page}/${id}`}
          />
        </>
      }
    >
      <main id="content" class="topic" {...context.main}>
        <div class="top-box">
          <Card view={{ ...view, locate: () => origin + path }} box={box} />
          <p class="soft">{details.join(' ')}</p>
        </div>
      </main>
    </Layout>
  )
  return { kind: 'place', path, page: renderPage(page) }
}

/**
 * A card as text, for link previews, feeds and messages: everything that an item needs when shown alone, not shortened. The box is
 * from `buildCard`, so it exists only for items that may be shown alone.
 */
interface CardText {
  /** Status or event, and the topic. */
  title: string
  text: string
  /** Sentences: claimant with post, outlet with kind, event and date, what no source says, release and correction. */
  details: string[]
}

export function describeCard(box: Box, language: Language): CardText {
  const view = createView(box, language, { origin: '', level: 2 })
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
    event && view.join([statement && event.name, formatEventDate(event, language)]),
    unknown && `${view.t('unknowns')}: ${unknown.text.replace(/\.$/, '')}`,
    `${view.t('release', { n: view.n(box.release) })}, ${formatDates(language, box.dateModified.slice(0, 10))}`,
    corrected && view.t('corrected', { date: formatDates(language, corrected) }),
  ]
  return {
    title: `${group ? view.t(group.status) : event?.name}: ${box.name}`,
    text: statement?.text ?? event?.facts[0]?.values[0]?.text ?? '',
    details: sentences.filter((sentence) => sentence).map((sentence) => `${sentence}.`),
  }
}
