/** The context of the parts of a topic's pages: names for ids, URLs, and the view of the box's components. */
import { listCited } from '../../../data/build/box.ts'
import { createReferences, type References } from '../../../data/build/box-rows.ts'
import { PAGE_IDS } from '../../../data/checks/page-ids.ts'
import type { ReleaseRow, Topic } from '../../../data/schema/api.ts'
import type { Manifest } from '../../../data/store/records.ts'
import { type DateStyle, formatDates } from '../../../widget/i18n/dates.ts'
import { ENGLISH, type Language, readDirection } from '../../../widget/i18n/language.ts'
import { createView, type View } from '../../../widget/view.ts'
import { formatQuery } from '../../query/parse.ts'
import { divideRecord, type PageQuery, type Record, UNDATED } from './record.ts'

export interface TopicData {
  topic: Topic
  /** Language of the box's words: the topic's, if the box has it. */
  language: Language
  /** All releases, from 1. */
  releases: ReleaseRow[]
  manifest: Manifest
  /** Origin of absolute URLs. */
  origin: string
}

export interface Context extends TopicData {
  references: References
  view: View
  record: Record
  /** For the id of each article, the id of the first article of the same outlet, which identifies the outlet. */
  outlets: ReadonlyMap<string, string>
  /** URL of the topic's page. */
  page: string
  /** Base URL of the topic's data. */
  data: string
  /** Attributes of the page's content; none if it is English, like the site. */
  main: { lang?: string; dir?: 'ltr' | 'rtl' }
  /** Attributes of the site's own words in it, such as a heading or a row of links, which keep the content's alignment. */
  own: { lang?: string }
  /** Attributes of whole paragraphs and tables of the site's own words. */
  ownBlock: { lang?: string; dir?: 'ltr' }
}

/** Props of a section's list. */
export interface ListProps<Item> {
  context: Context
  items: Item[]
}

export function createContext(given: TopicData): Context {
  const { topic, language, releases, manifest, origin } = given
  const references = createReferences(topic)
  // The page lists all articles, whether the box cites them or not.
  for (const { id } of topic.articles) references.cited.add(id)
  const record = divideRecord(topic, releases, manifest.files['topic.json']?.bytes ?? 0)
  const box = { topic: topic.id, inLanguage: topic.inLanguage, articles: listCited(topic, references) }
  const path = `/topics/${topic.id}`
  const view = {
    ...createView(box, language, { origin, level: 1, isPage: true }),
    page: path,
    // The items of a large topic are on several pages; their short URL redirects to the right one.
    locate: (id: string) => (record.isWhole ? `#${id}` : PAGE_IDS.includes(id) ? `${path}#${id}` : `${path}/${id}`),
  }
  return {
    ...given,
    references,
    view,
    record,
    outlets: new Map(topic.articles.map(({ id, publisher }) => [id, findOutlet(topic, publisher)])),
    page: origin + path,
    data: `${origin}/v1/topics/${topic.id}`,
    ...describeLanguages(topic, language),
  }
}

function findOutlet({ articles }: Topic, outlet: string): string {
  return articles.find(({ publisher }) => publisher === outlet)?.id ?? ''
}

/** Returns the path of a page of the record. */
export function linkPage({ topic }: Pick<Context, 'topic'>, query: PageQuery): string {
  return `/topics/${topic.id}${formatQuery({ ...query })}`
}

/** Formats `2007-05` in words; `short` if the year is shown beside it. */
export function nameMonth(month: string, style: DateStyle = 'long'): string {
  if (month === UNDATED) return 'No date given'
  return style === 'short' && month.length === 4 ? 'No month given' : formatDates(ENGLISH, month, month, style)
}

/** Also sets the writing direction of a language that the box does not have. */
function describeLanguages({ inLanguage }: Topic, { lang }: Language): Pick<Context, 'main' | 'own' | 'ownBlock'> {
  if (inLanguage === 'en') return { main: {}, own: {}, ownBlock: {} }
  const own = lang === 'en' ? {} : { lang: 'en' }
  return { main: { lang, dir: readDirection(inLanguage) }, own, ownBlock: { ...own, dir: 'ltr' } }
}
