/** Reads an article's title, outlet, URL and date of publication from the page's markup, each from the most reliable place. */
import { normaliseText } from '../citations/locate.ts'
import { REFUSED_CHARACTERS } from '../schema/characters.ts'
import { type BasedDate, findBasedDate, findDate, findDateInAddress } from './dates.ts'
import { BYLINE_WORDS, ELSEWHERE, findDateInElements } from './html-date.ts'
import { readLinkedData } from './html-linked-data.ts'
import { decodeReferences, readText } from './html-text.ts'
import { cleanTitle } from './html-title.ts'

export interface Metadata {
  headline?: string
  publisher?: string
  /** Why the outlet's name is doubtful. */
  publisherNote?: string
  published?: BasedDate
  /** Why the date is doubtful. */
  publishedNote?: string
  url?: string
}

/** Lists the languages that a page states, the most reliable place first. */
export function listStatedLanguages(document: Document): string[] {
  const meta = readMetaElements(document)
  const elements = [document.documentElement, document.body, ...document.querySelectorAll('article, main')]
  const stated = [
    ...elements.flatMap((element) => [element.getAttribute('lang'), element.getAttribute('xml:lang')]),
    readLinkedData(document).inLanguage,
    document.querySelector('meta[http-equiv="content-language" i]')?.getAttribute('content'),
    meta.get('content-language') ?? meta.get('dc:language') ?? meta.get('language'),
    meta.get('og:locale'),
  ]
  return stated.flatMap((tag) => {
    const [first = ''] = tag?.split(',') ?? []
    try {
      return Intl.getCanonicalLocales(first.trim().replaceAll('_', '-'))
    } catch {
      return []
    }
  })
}

/** As `readMetaElements` writes names. */
const TITLE_NAMES = 'dc:title dcterm:title dcterms:title og:title twitter:title parsely-title headline hdl title'.split(
  ' ',
)
const SITE_NAMES =
  'og:site_name application-name apple-mobile-web-app-title dc:publisher citation_journal_title publisher'.split(' ')
const DATE_NAMES =
  'article:published_time og:article:published_time og:published_time article:published datepublished date_published publishdate publish-date publish_date pubdate published_time publication_date publication-date publicationdate parsely-pub-date sailthru:date originalpublicationdate dc:date:issued dcterms:issued dc:date:published dc:date dcterms:date citation_publication_date citation_online_date citation_date bt:pubdate date:published date'.split(
    ' ',
  )
/** Names of dates that are not in the list. */
const PUBLISHED_NAME =
  /publi(?:sh|c)\w*?[-_:]?(?:date|time)|date[-_:]?(?:published|issued|original|created)|(?:pub|display|article|post|create|gen)[-_:]?(?:date|time|d)|(?:^|:)(?:issued|created|ptime)$/
const CHANGED_NAME = /modif|updat|expir|savepage/

/** Reads the metadata. `language` is the language of month names. Does not change the document. */
export function readMetadata(document: Document, base: string | undefined, language: string): Metadata {
  const linked = readLinkedData(document)
  const meta = readMetaElements(document)
  const names = [
    ...linked.siteNames,
    ...SITE_NAMES.flatMap((name) => meta.get(name) ?? []),
    ...readPublisher(document),
    ...[linked.person ?? []].flat(),
  ]
    .map((name) => cleanName(name, document))
    .filter((name) => name !== '' && !/^(?:https?:|www\.|@)/i.test(name))
  // Some pages state the site's name as the title.
  const stated = [linked.headline, ...TITLE_NAMES.map((name) => meta.get(name))].find(
    (title) => title !== undefined && !names.includes(title),
  )
  const canonical = document.querySelector('link[rel~="canonical"]')?.getAttribute('href')
  const url = chooseAddress(document, [canonical, meta.get('og:url'), linked.url, meta.get('savepage-url'), base])
  const title = cleanTitle(cleanName(stated ?? document.title, document), { document, siteNames: names, url })
  const heading = findHeading(document)
  const isHeading = [...document.querySelectorAll('h1, h2')].some((element) => readText(element) === title.text)
  const isBetter =
    heading !== undefined && (isNoHeadline(title.text, heading) || (!stated && isLonger(heading, title.text)))
  const headline = cleanName(isBetter && !isHeading ? heading : title.text, document)
  const dateOf = (value: string | undefined, basis: string) =>
    value === undefined ? undefined : findBasedDate(value, language, basis)
  const statedDate = [...DATE_NAMES.map((name) => meta.get(name)), ...listOtherDates(meta)].find(
    (date) => date !== undefined && findDate(date, language) !== undefined,
  )
  const inLinkedData = dateOf(linked.datePublished, 'The date of publication in the page’s metadata (JSON-LD).')
  const inMeta = dateOf(statedDate, 'The date of publication in the page’s metadata.')
  const published =
    inLinkedData ??
    inMeta ??
    findDateInElements(document, headline, language) ??
    dateOf(linked.dateCreated, 'The date of creation in the page’s metadata (JSON-LD).')
  return {
    ...(headline === '' ? {} : { headline }),
    ...(names[0] === undefined
      ? title.site === undefined
        ? {}
        : { publisher: title.site, publisherNote: 'proposed from the end of the page’s title' }
      : { publisher: names[0] }),
    ...(published ? { published, ...describeConflict(published, [inMeta?.date, findDateInAddress(url ?? '')]) } : {}),
    ...(url === undefined ? {} : { url }),
  }
}

const REFUSED = new RegExp(`(?!\\s)[${REFUSED_CHARACTERS}]`, 'gu')
/** Invisible characters at either end, such as direction marks, which have no effect there. */
const END_MARKS = /^[\u200b-\u200f\ufeff\s]+|[\u200b-\u200f\ufeff\s]+$/g

/** Cleans a title or name for a record. */
const cleanName = (text: string, document: Document) =>
  normaliseText(decodeReferences(text, document).replace(REFUSED, '').replace(END_MARKS, ''))

const DAY_MS = 86_400_000

/** Notes other dates on the page. Ignores a difference of a day, which a time zone can cause. */
function describeConflict({ date }: BasedDate, others: (string | undefined)[]): Pick<Metadata, 'publishedNote'> {
  const other = others.find((each) => each !== undefined && Math.abs(Date.parse(each) - Date.parse(date)) > DAY_MS)
  return other === undefined
    ? {}
    : { publishedNote: `the page’s metadata or URL also has ${other}; check which is right` }
}

const listOtherDates = (meta: Map<string, string>) =>
  [...meta].filter(([name]) => PUBLISHED_NAME.test(name) && !CHANGED_NAME.test(name)).map(([, content]) => content)

/** Reads the publisher from microdata: the element is a name or contains one. */
function readPublisher(document: Document): string[] {
  return [...document.querySelectorAll('[itemprop~="publisher"]')].flatMap((element) => {
    const named = element.querySelector('[itemprop~="name"]') ?? element
    const name = named.getAttribute('content') ?? readText(named)
    return element.closest(ELSEWHERE) || name.trim() === '' ? [] : [normaliseText(name)]
  })
}

/**
 * Reads the first content of each name. The name is in one of three attributes, in any case, with colons or dots. An
 * `itemprop` outside the head belongs to an element, perhaps of another story.
 */
function readMetaElements(document: Document): Map<string, string> {
  const contents = new Map<string, string>()
  for (const meta of document.querySelectorAll('meta[content]')) {
    const content = normaliseText(meta.getAttribute('content') ?? '')
    const keys = meta.closest('head') ? ['name', 'property', 'itemprop'] : ['name', 'property']
    const names = keys.flatMap((key) => (meta.getAttribute(key) ?? '').split(/\s+/))
    for (const name of names.map((each) => each.toLowerCase().replaceAll('.', ':')))
      if (name !== '' && content !== '' && !contents.has(name)) contents.set(name, content)
  }
  return contents
}

/** The URL of a copy in a web archive contains the original URL. */
const ARCHIVED = /^https?:\/\/[^/]*archive[^/]*\/.*?\/(https?:\/{1,2}.*)$/i

/** Chooses the first http(s) URL; prefers one of a page to one of a site. */
function chooseAddress(document: Document, stated: (string | null | undefined)[]): string | undefined {
  const urls = stated.flatMap((address) => {
    if (!address) return []
    const whole = address.startsWith('//') ? `https:${address}` : address
    const base = document.baseURI.startsWith('about:') ? undefined : document.baseURI
    if (!URL.canParse(whole, base)) return /^\/.*\/https?:/.test(whole) ? [whole.replace(/^.*?\/(?=https?:)/, '')] : []
    return [new URL(whole, base).href]
  })
  const found = urls.flatMap((address) => {
    const original = ARCHIVED.exec(address)?.[1]?.replace(/^(https?:)\/+/, '$1//') ?? address
    return URL.canParse(original) && /^https?:/.test(original) ? [dropTracking(new URL(original))] : []
  })
  return (found.find(({ pathname, search }) => pathname !== '/' || search !== '') ?? found[0])?.href
}

/** Parameters that track where a visitor comes from and do not identify the page. */
const TRACKING = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id)$/i

/** Removes tracking parameters and the fragment, except `#!`, which identifies pages rendered by a script. */
function dropTracking(url: URL): URL {
  for (const name of [...url.searchParams.keys()].filter((key) => TRACKING.test(key))) url.searchParams.delete(name)
  if (!url.hash.startsWith('#!')) url.hash = ''
  return url
}

const SHORT_TITLE_WORDS = 3
/** Of a `font` element; 3 is that of a paragraph, and `+1` one more. */
const LARGE_SIZE = 4

/** Whether the title is not the article's, such as `Home` or a site's name: it shares no word with the heading. */
function isNoHeadline(title: string, heading: string): boolean {
  if (title === '') return true
  if (/[:|–—]/u.test(title)) return false
  const listWords = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const [words, wanted] = [listWords(title), new Set(listWords(heading))]
  return (
    words.length <= SHORT_TITLE_WORDS && wanted.size >= SHORT_TITLE_WORDS && !words.some((word) => wanted.has(word))
  )
}

/** `Tram opens after three years` is what readers saw of a page whose title is `Tram opens`. */
function isLonger(heading: string, title: string): boolean {
  const length = heading.split(' ').length
  return (
    length <= BYLINE_WORDS && length > title.split(' ').length && heading.toLowerCase().startsWith(title.toLowerCase())
  )
}

/** The first heading of the highest level, or the last one above the article's first paragraph. */
function findHeading(document: Document): string | undefined {
  const headings = [...document.querySelectorAll('h1, h2, h3')].filter(
    (heading) => !heading.closest(ELSEWHERE) && readText(heading) !== '',
  )
  const first = headings.find((heading) => heading.matches('h1'))
  const paragraph = [...document.querySelectorAll('p, div, td')].find(
    (element) => hasOwnParagraph(element) && !element.closest(ELSEWHERE),
  )
  const isAbove = (element: Element) =>
    paragraph && (element.compareDocumentPosition(paragraph) & element.DOCUMENT_POSITION_FOLLOWING) !== 0
  const heading = first ?? headings.filter(isAbove).at(-1) ?? findLargeText(document, paragraph)
  return heading && readText(heading)
}

/** The title of a page from before style sheets: the largest letters above or around the first paragraph. */
function findLargeText(document: Document, paragraph: Element | undefined): Element | undefined {
  const sizeOf = (element: Element) => Number(element.getAttribute('size')?.replace('+', '')) || 0
  const isTitle = (element: Element) => {
    const words = readText(element).split(' ').length
    return sizeOf(element) >= LARGE_SIZE && words >= SHORT_TITLE_WORDS && words <= BYLINE_WORDS
  }
  const large = [...document.querySelectorAll('font[size]')].filter(
    (element) => paragraph && isTitle(element) && !element.closest(ELSEWHERE),
  )
  return large.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0]
}

const hasOwnParagraph = (element: Element) =>
  [...element.childNodes].some(
    (child) =>
      child.nodeType === child.TEXT_NODE && (child.nodeValue ?? '').trim().split(/\s+/).length > BYLINE_WORDS / 2,
  )
