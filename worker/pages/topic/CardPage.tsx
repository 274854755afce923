/**
 * `/topics/{topic}/{id}`, the short URL of a statement or event: one card with what link previews and oEmbed read, which leads
 * on to its place in the full record. Never for an item that must not stand alone.
 */
import { buildCard } from '../../../data/build/box.ts'
import { Card } from '../../../widget/components/Card.tsx'
import { createView } from '../../../widget/view.ts'
import { type Assets, Layout, NO_INDEX, renderBoxPage } from '../Layout.tsx'
import { describeCard } from './card-text.ts'
import { createContext, linkPage, type TopicData } from './context.ts'
import { findItem } from './record.ts'
import { ShareTags } from './TopicHead.tsx'

/** Where a short URL leads; `page` is there when a card stands on the way. */
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
  const { title, text, details } = describeCard(box)
  const view = createView(box, context.view.language, { origin, level: 1 })
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
  return { kind: 'place', path, page: renderBoxPage(page) }
}
