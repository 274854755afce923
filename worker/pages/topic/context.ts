/** What the parts of a topic's pages share: names for ids, URLs, and the view of the box's components. */
import { listCited } from '../../../data/build/box.ts'
import { createReferences, type References } from '../../../data/build/box-rows.ts'
import { PAGE_IDS } from '../../../data/checks/ids.ts'
import type { ReleaseRow, Topic } from '../../../data/schema/api.ts'
import type { Manifest } from '../../../data/store/records.ts'
import { type DateStyle, formatDates } from '../../../widget/i18n/dates.ts'
import { ENGLISH, type Language, readDirection } from '../../../widget/i18n/language.ts'
import { createView, type View } from '../../../widget/view.ts'
import { formatQuery } from '../../query/parse.ts'
import { divideRecord, type PageQuery, type Record, UNDATED } from './record.ts'

export interface TopicData {
  topic: Topic
  /** The box's words, in the topic's own language where the box has it. */
  language: Language
  /** Every release, counted from 1. */
  releases: ReleaseRow[]
  manifest: Manifest
  /** Origin of absolute URLs. */
  origin: string
}

export interface Context extends TopicData {
  references: References
  view: View
  record: Record
  /** By the id of each article: of the first article that its outlet has here, which stands for the outlet. */
  outlets: ReadonlyMap<string, string>
  /** URL of the topic's page. */
  page: string
  /** URL below which the topic's data are. */
  data: string
  /** Of the whole page's content; none where it is English, as the site is. */
  main: { lang?: string; dir?: 'ltr' | 'rtl' }
  /** Of the site's own words in it: a heading or a row of links, which begin where the content begins. */
  own: { lang?: string }
  /** Of whole paragraphs and tables of them. */
  ownBlock: { lang?: string; dir?: 'ltr' }
}

/** What the list of a section is given. */
export interface ListProps<Item> {
  context: Context
  items: Item[]
}

export function createContext(given: TopicData): Context {
  const { topic, language, releases, manifest, origin } = given
  const references = createReferences(topic)
  // Here all of them are listed, cited by the box or not.
  for (const { id } of topic.articles) references.cited.add(id)
  const record = divideRecord(topic, releases, manifest.files['topic.json']?.bytes ?? 0)
  const box = { topic: topic.id, inLanguage: topic.inLanguage, articles: listCited(topic, references) }
  const path = `/topics/${topic.id}`
  const view = {
    ...createView(box, language, { origin, level: 1, isPage: true }),
    page: path,
    // The items of a large topic are on several pages: their short URL leads to the right one.
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

/** Path of a page of the record. */
export function linkPage({ topic }: Pick<Context, 'topic'>, query: PageQuery): string {
  return `/topics/${topic.id}${formatQuery({ ...query })}`
}

/** `2007-05` in words; `short` where its year is said beside it. */
export function nameMonth(month: string, style: DateStyle = 'long'): string {
  if (month === UNDATED) return 'No date given'
  return style === 'short' && month.length === 4 ? 'No month given' : formatDates(ENGLISH, month, month, style)
}

/** A topic in a language that the box does not have runs in its own direction all the same. */
function describeLanguages({ inLanguage }: Topic, { lang }: Language): Pick<Context, 'main' | 'own' | 'ownBlock'> {
  if (inLanguage === 'en') return { main: {}, own: {}, ownBlock: {} }
  const own = lang === 'en' ? {} : { lang: 'en' }
  return { main: { lang, dir: readDirection(inLanguage) }, own, ownBlock: { ...own, dir: 'ltr' } }
}
