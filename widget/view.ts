/** The context of every component: the reader's language, the language of the content, and base URLs. */
import type { Box, BoxArticle, BoxCitation } from '../data/schema/api.ts'
import { joinList, type Language, type Phrase, readDirection, translate } from './i18n/language.ts'
import { formatNumber } from './i18n/numbers.ts'

export interface View {
  language: Language
  /** Returns a phrase in the reader's language. */
  t: (phrase: Phrase, values?: Record<string, string>) => string
  /** Formats a number in the reader's digits. */
  n: (value: number) => string
  /** Joins the non-empty parts with a comma. */
  join: (parts: (string | undefined)[]) => string
  /** URL of the topic's page. */
  page: string
  /** Returns the URL of an item or a section of the full record by its id. */
  locate: (id: string) => string
  articles: BoxArticle[]
  /** Number and label of each source's mark, by the id of the article. */
  sources: ReadonlyMap<string, { article: BoxArticle; number: string; label: string }>
  /** `lang` and `dir` of content; empty when it is in the reader's language. */
  contentLang: { lang?: string; dir?: 'ltr' | 'rtl' }
  /** `lang` and `dir` of text in the reader's language inside content. */
  readerLang: { lang?: string; dir?: 'ltr' | 'rtl' }
  /** Level of the title. */
  level: number
  /** Absent if no script runs: receipts are then links. */
  live?: Live | undefined
  /** Whether the box is in a page of the service and not in a shadow root: a page has no parts for a host to style. */
  isPage?: boolean | undefined
}

/** A receipt that is open. */
export interface OpenReceipt {
  key: string
  /** Announced to assistive technology when it opens. */
  label: string
}

/** State and callbacks if a script runs. */
export interface Live extends Partial<OpenReceipt> {
  toggle: (key: string, citation: BoxCitation, label: string) => void
}

export function createView(
  box: Pick<Box, 'topic' | 'inLanguage' | 'articles'>,
  language: Language,
  { origin, ...given }: Pick<View, 'level' | 'live' | 'isPage'> & { origin: string },
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
