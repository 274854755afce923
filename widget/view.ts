/** What every component is given beside what it shows: the reader's language, the box's own, and where URLs begin. */
import type { Box, BoxArticle, BoxCitation } from '../data/schema/api.ts'
import { joinList, type Language, type Phrase, readDirection, translate } from './i18n/language.ts'
import { formatNumber } from './i18n/numbers.ts'

export interface View {
  language: Language
  /** A phrase in the reader's language. */
  t: (phrase: Phrase, values?: Record<string, string>) => string
  /** A number in the reader's digits. */
  n: (value: number) => string
  /** What is there of these, with the reader's commas between them. */
  join: (parts: (string | undefined)[]) => string
  /** URL of the topic's page. */
  page: string
  /** URL of an item or a section of the full record, by its id. */
  locate: (id: string) => string
  articles: BoxArticle[]
  /** What a mark says of its source, by the id of the article. */
  sources: ReadonlyMap<string, { article: BoxArticle; number: string; label: string }>
  /** Attributes of what is in the box's own words; none when that is the reader's language too. */
  contentLang: { lang?: string; dir?: 'ltr' | 'rtl' }
  /** Attributes of what is in the reader's language among the box's own words. */
  readerLang: { lang?: string; dir?: 'ltr' | 'rtl' }
  /** Level of the title. */
  level: number
  /** Absent where no script runs: receipts are then links. */
  live?: Live | undefined
}

/** A receipt that is open. */
export interface OpenReceipt {
  key: string
  /** Announced to assistive technology when it opens. */
  label: string
}

/** What a script adds. */
export interface Live extends Partial<OpenReceipt> {
  toggle: (key: string, citation: BoxCitation, label: string) => void
}

export function createView(
  box: Pick<Box, 'topic' | 'inLanguage' | 'articles'>,
  language: Language,
  { origin, ...given }: Pick<View, 'level' | 'live'> & { origin: string },
): View {
  const isReaders = box.inLanguage === language.lang
  const page = `${origin}/topics/${box.topic}`
  const t: View['t'] = (phrase, values) => translate(language, phrase, values)
  const n = (value: number) => formatNumber(language, value)
  return {
    language,
    t,
    n,
    join: (parts) => joinList(language, parts),
    page,
    locate: (id) => `${page}#${id}`,
    articles: box.articles,
    sources: new Map(
      box.articles.map((article, index) => {
        const number = n(index + 1)
        return [article.id, { article, number, label: t('source', { n: number, outlet: article.name }) }]
      }),
    ),
    contentLang: isReaders ? {} : { lang: box.inLanguage, dir: readDirection(box.inLanguage) },
    readerLang: isReaders ? {} : { lang: language.lang, dir: language.dir },
    ...given,
  }
}
