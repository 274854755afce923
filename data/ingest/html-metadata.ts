/** What a page's markup says of its article: title, outlet, address and date of publication, each from the best place. */
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

/** The languages that a page states, the best place first. */
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
/** Of names that no list has. */
const PUBLISHED_NAME =
  /publi(?:sh|c)\w*?[-_:]?(?:date|time)|date[-_:]?(?:published|issued|original|created)|(?:pub|display|article|post|create|gen)[-_:]?(?:date|time|d)|(?:^|:)(?:issued|created|ptime)$/
const CHANGED_NAME = /modif|updat|expir|savepage/

/** `language` is that of written months. Leaves the document as it is. */
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
  // Some pages name the site in the place of the title.
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
/** Marks of direction at either end, which mean nothing there. */
const END_MARKS = /^[\u200b-\u200f\ufeff\s]+|[\u200b-\u200f\ufeff\s]+$/g

/** A title or a name as a record may have it. */
const cleanName = (text: string, document: Document) =>
  normaliseText(decodeReferences(text, document).replace(REFUSED, '').replace(END_MARKS, ''))

const DAY_MS = 86_400_000

/** Time zones alone differ by a day. */
function describeConflict({ date }: BasedDate, others: (string | undefined)[]): Pick<Metadata, 'publishedNote'> {
  const other = others.find((each) => each !== undefined && Math.abs(Date.parse(each) - Date.parse(date)) > DAY_MS)
  return other === undefined
    ? {}
    : { publishedNote: `the page’s metadata or address have ${other} too; look which is right` }
}

const listOtherDates = (meta: Map<string, string>) =>
  [...meta].filter(([name]) => PUBLISHED_NAME.test(name) && !CHANGED_NAME.test(name)).map(([, content]) => content)

/** The publisher in microdata, which is a name, or holds one. */
function readPublisher(document: Document): string[] {
  return [...document.querySelectorAll('[itemprop~="publisher"]')].flatMap((element) => {
    const named = element.querySelector('[itemprop~="name"]') ?? element
    const name = named.getAttribute('content') ?? readText(named)
    return element.closest(ELSEWHERE) || name.trim() === '' ? [] : [normaliseText(name)]
  })
}

/**
 * The first content of each name, which stands in one of three attributes, with colons or dots, in any case. An `itemprop` outside
 * the head belongs to an element, perhaps another story's.
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

/** A copy in a web archive names the address that it was copied from. */
const ARCHIVED = /^https?:\/\/[^/]*archive[^/]*\/.*?\/(https?:\/{1,2}.*)$/i

/** The first address for the web, and rather one of a page than that of a site. */
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

/** What says how a reader came to a page, not which page it is. */
const TRACKING = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id)$/i

/** Also without the place on the page, apart from addresses of pages that a script writes (`#!`). */
function dropTracking(url: URL): URL {
  for (const name of [...url.searchParams.keys()].filter((key) => TRACKING.test(key))) url.searchParams.delete(name)
  if (!url.hash.startsWith('#!')) url.hash = ''
  return url
}

const SHORT_TITLE_WORDS = 3
/** Of a `font` element; 3 is that of a paragraph, and `+1` one more. */
const LARGE_SIZE = 4

/** A title such as `Home`, or a site's or a section's name, which has nothing in common with the heading of the article. */
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
