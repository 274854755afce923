/** What a page's markup says of its article: title, outlet, address and date of publication, each from the best place. */
import { normaliseText } from '../citations/locate.ts'
import { type BasedDate, findDate } from './dates.ts'
import { readLinkedData } from './html-linked-data.ts'
import { extractLines } from './html-text.ts'
import { cleanTitle } from './html-title.ts'

export interface Metadata {
  headline?: string
  publisher?: string
  /** Why the outlet's name is doubtful. */
  publisherNote?: string
  published?: BasedDate
  url?: string
}

/** As `readMetaElements` writes names. */
const TITLE_NAMES = 'dc:title dcterm:title dcterms:title og:title twitter:title parsely-title title'.split(' ')
const SITE_NAMES = 'og:site_name application-name apple-mobile-web-app-title dc:publisher citation_journal_title'.split(
  ' ',
)
const DATE_NAMES =
  'article:published_time og:article:published_time og:published_time article:published datepublished date_published publishdate publish-date publish_date pubdate published_time publication_date publication-date publicationdate parsely-pub-date sailthru:date originalpublicationdate dc:date:issued dcterms:issued dc:date:published dc:date dcterms:date citation_publication_date citation_online_date citation_date bt:pubdate date:published date'.split(
    ' ',
  )

const DATED_ELEMENTS =
  '[itemprop~="datePublished"], [property~="datePublished"], [property~="schema:datePublished"], time[pubdate], .dt-published, :is(abbr, time).published'
/** Where dates are those of other stories. */
const ELSEWHERE =
  'aside, nav, [role="complementary"], [role="navigation"], [class*="related" i], [class*="teaser" i], [class*="sidebar" i], [class*="comment" i], [class*="recommend" i], [class*="popular" i], [id*="related" i], [id*="sidebar" i], [id*="comment" i]'
/** A longer line is a paragraph, not a byline. */
const BYLINE_WORDS = 25
/** How many lines below and above the title may hold its date. */
const BYLINE_REACH = { below: 10, above: 3 }

/** `language` is that of written months. Leaves the document as it is. */
export function readMetadata(document: Document, base: string | undefined, language: string): Metadata {
  const linked = readLinkedData(document)
  const meta = readMetaElements(document)
  const names = [...linked.siteNames, ...SITE_NAMES.flatMap((name) => meta.get(name) ?? [])]
  // Some pages name the site in the place of the title.
  const stated = [linked.headline, ...TITLE_NAMES.map((name) => meta.get(name))].find(
    (title) => title !== undefined && !names.includes(title),
  )
  const url = readAddress(document, meta.get('og:url'), base)
  const title = cleanTitle(stated ?? normaliseText(document.title), { document, siteNames: names, url })
  const headline = title.text || normaliseText(document.querySelector('h1')?.textContent ?? '')
  const published =
    readStated(linked.datePublished, language, 'The date of publication in the page’s metadata (JSON-LD).') ??
    readStated(
      DATE_NAMES.map((name) => meta.get(name)).find((date) => date && findDate(date, language)),
      language,
      'The date of publication in the page’s metadata.',
    ) ??
    findDateInElements(document, headline, language)
  return {
    ...(headline === '' ? {} : { headline }),
    ...(names[0] === undefined
      ? title.site === undefined
        ? {}
        : { publisher: title.site, publisherNote: 'proposed from the end of the page’s title' }
      : { publisher: names[0] }),
    ...(published ? { published } : {}),
    ...(url === undefined ? {} : { url }),
  }
}

function readStated(value: string | undefined, language: string, basis: string): BasedDate | undefined {
  const date = value === undefined ? undefined : findDate(value, language)
  return date === undefined ? undefined : { date, basis }
}

/** The first content of each name, which stands in one of three attributes, with colons or dots, in any case. */
function readMetaElements(document: Document): Map<string, string> {
  const contents = new Map<string, string>()
  for (const meta of document.querySelectorAll('meta[content]')) {
    const content = normaliseText(meta.getAttribute('content') ?? '')
    const names = ['name', 'property', 'itemprop'].flatMap((key) => (meta.getAttribute(key) ?? '').split(/\s+/))
    for (const name of names.map((each) => each.toLowerCase().replaceAll('.', ':')))
      if (name !== '' && content !== '' && !contents.has(name)) contents.set(name, content)
  }
  return contents
}

/** An address that the page gives for itself, if it is one for the web. */
function readAddress(document: Document, stated: string | undefined, base: string | undefined): string | undefined {
  const canonical = document.querySelector('link[rel~="canonical"]')?.getAttribute('href') || stated
  for (const address of [canonical, base]) {
    if (address === undefined || !URL.canParse(address, base)) continue
    const url = new URL(address, base)
    if (url.protocol === 'https:' || url.protocol === 'http:') return url.href
  }
  return undefined
}

function findDateInElements(document: Document, headline: string, language: string): BasedDate | undefined {
  const article = findArticle(document)
  const isOwn = (element: Element) => {
    const other = element.closest('article')
    if (other && other !== article && !other.contains(article)) return false
    const elsewhere = element.closest(ELSEWHERE)
    return (elsewhere === null || elsewhere.contains(article)) && !isTeaser(element)
  }
  const find = (elements: Iterable<Element>, basis: string) => {
    for (const element of elements) {
      const date = isOwn(element) ? readElement(element, language) : undefined
      if (date) return { date, basis }
    }
    return undefined
  }
  return (
    find(article.querySelectorAll(DATED_ELEMENTS), 'The date of publication in the article’s markup.') ??
    find(document.querySelectorAll(DATED_ELEMENTS), 'The date of publication in the page’s markup.') ??
    (article.matches('body')
      ? undefined
      : find(article.querySelectorAll('time'), 'The first time element of the article.')) ??
    findByline(document, headline, language, isOwn, 'below') ??
    find(listTimes(document, headline, TIME_REACH), 'The time element below the title.') ??
    findByline(document, headline, language, isOwn, 'above') ??
    find(
      listTimes(document, headline),
      'The time element of the page that is nearest to its title and not in a list of other stories.',
    )
  )
}

/** How many elements below the title its date may stand. */
const TIME_REACH = 40

/** The time elements of a page, the nearest to its title first; with `reach`, those soon below it alone. */
function listTimes(document: Document, headline: string, reach?: number): Element[] {
  const all = [...document.getElementsByTagName('*')]
  const places = new Map(all.map((element, index) => [element, index]))
  const headings = [...document.querySelectorAll('h1, h2')]
  const heading = headings.find(({ textContent }) => normaliseText(textContent ?? '') === headline) ?? headings[0]
  const at = heading === undefined ? 0 : (places.get(heading) ?? 0)
  const distance = (element: Element) => (places.get(element) ?? 0) - at
  return [...document.querySelectorAll('time')]
    .filter((element) => reach === undefined || (distance(element) > 0 && distance(element) <= reach))
    .sort((a, b) => Math.abs(distance(a)) - Math.abs(distance(b)))
}

function readElement(element: Element, language: string): string | undefined {
  for (const name of ['content', 'datetime', 'title'] as const) {
    const date = findDate(normaliseText(element.getAttribute(name) ?? ''), language)
    if (date) return date
  }
  return findDate(normaliseText(element.textContent ?? ''), language)
}

/** A date in a list beside a link is that of another story; a permanent link to this one has the date as its text. */
function isTeaser(element: Element): boolean {
  const link = element.closest('a[href]')
  if (link && !/\bbookmark\b/.test(link.getAttribute('rel') ?? '') && link.querySelector('h1, h2, h3, h4, p'))
    return true
  const item = element.closest('li')
  return item !== null && item.querySelector('a[href]') !== null && item.querySelector('h1') === null
}

/** An `article` with so little of a page's text is a card in a list of other stories. */
const CARD_CHARACTERS = 500
const CARD_SHARE = 3

/** The element that holds the article: the `article` with the most text, unless it is a card, else `main`, else the body. */
function findArticle(document: Document): Element {
  const articles = [...document.querySelectorAll('article, [role="article"], [itemprop~="articleBody"]')]
  const own = articles.filter((element) => !element.closest('aside, nav'))
  const length = (element: Element) => element.textContent?.length ?? 0
  const longest = own.sort((a, b) => length(b) - length(a))[0]
  const whole = document.querySelector('main, [role="main"]') ?? document.body
  const isCard = longest && length(longest) < CARD_CHARACTERS && length(whole) > length(longest) * CARD_SHARE
  return isCard ? whole : (longest ?? whole)
}

/** Short lines beside the title, such as `By A. Writer, 12.03.2031`. */
function findByline(
  document: Document,
  headline: string,
  language: string,
  isOwn: (element: Element) => boolean,
  side: 'below' | 'above',
): BasedDate | undefined {
  const headings = [...document.querySelectorAll('h1, h2')].filter(isOwn)
  const textOf = (element: Element) => normaliseText(element.textContent ?? '')
  const heading = headings.find((element) => textOf(element) === headline) ?? headings[0]
  if (!heading) return undefined
  const lines = extractLines(document.body)
    .filter(({ isDoubtful }) => !isDoubtful)
    .map(({ text }) => text)
  const at = lines.indexOf(textOf(heading))
  if (at === -1) return undefined
  if (side === 'above') {
    for (const line of lines.slice(Math.max(0, at - BYLINE_REACH.above), at).reverse()) {
      const date = line.split(' ').length > BYLINE_WORDS ? undefined : findDate(line, language)
      if (date) return { date, basis: 'A line above the title.' }
    }
    return undefined
  }
  const below = lines.slice(at + 1, at + 1 + BYLINE_REACH.below)
  const body = below.findIndex((line) => line.split(' ').length > BYLINE_WORDS)
  for (const line of body === -1 ? below : below.slice(0, body)) {
    const date = findDate(line, language)
    if (date) return { date, basis: 'A line between the title and the article.' }
  }
  return undefined
}
