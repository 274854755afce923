/**
 * Extracts the article of a web page as text, one block per line with empty lines between, and its metadata. Never runs
 * scripts or loads anything. Keeps everything that Readability considers the article, and marks doubtful lines.
 */
import { Readability } from '@mozilla/readability'
import { JSDOM, VirtualConsole } from 'jsdom'
import { normaliseText } from '../citations/locate.ts'
import type { BasedDate } from './dates.ts'
import { decodeHtml } from './decode.ts'
import { listStatedLanguages, readMetadata } from './html-metadata.ts'
import { detectLanguage, extractLines, isWrittenIn, type TextLine } from './html-text.ts'
import { countWords, endsSentence, type LineRange } from './text-blocks.ts'
import { proposeBody } from './text-body.ts'

/** The text and metadata of a saved page. A page that was saved as text has only text. */
export interface PageText {
  text: string
  /** Lines of `text` that may not belong to the article. Present only when `text` was extracted from HTML. */
  doubtful?: LineRange[]
  headline?: string
  publisher?: string
  publisherNote?: string
  published?: BasedDate
  /** Why the date is doubtful. */
  publishedNote?: string
  inLanguage?: string
  url?: string
}

export interface SavedHtml {
  bytes: Uint8Array
  contentType?: string
  url?: string
  /** Used if the page has no title. */
  title?: string
}

/** The limit of Chrome's parser. Readability's time grows with the square of the depth. */
const MAX_DEPTH = 512
/** Pages with more unclosed tags are refused: the parser's time grows with their square. */
const MAX_OPEN_TAGS = 10_000
/** Readability makes many passes, so a larger page, such as a table of 33,000 rows, is kept whole. */
const MAX_ELEMENTS = 50_000
/** Elements without content, and elements that the next one of their kind closes. */
const UNNESTED = new Set(
  'area base br col dd dt embed hr img input li link meta option p param rp rt source tbody td tfoot th thead tr track wbr'.split(
    ' ',
  ),
)

/** How many first lines may contain the title: a few words on its subject can precede it. */
const TITLE_REACH = 3

/** The comment that browsers and extensions write at the beginning of a saved page. */
const SAVED_FROM = /<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?:\S+)/i
/** The banners that web archives add to a page. */
const ARCHIVE_BANNERS = '#wm-ipp-base, #wm-ipp, #wm-ipp-print, #donato'
/** A sentence of this length between the title and Readability's article is the lead. */
const LEAD_WORDS = 10

/** Extracts a page; `text` is empty if it has none. Absent when the page is nested too deeply to be read in reasonable time. */
export function extractPage({ bytes, contentType, url, title }: SavedHtml): PageText | undefined {
  const html = closeElements(decodeHtml(bytes, contentType))
  if (hasTooManyOpenTags(html)) return undefined
  const savedFrom = url ?? SAVED_FROM.exec(html)?.[1]
  const base = savedFrom !== undefined && URL.canParse(savedFrom) ? savedFrom : undefined
  const { document } = new JSDOM(html, {
    virtualConsole: new VirtualConsole(),
    ...(base === undefined ? {} : { url: base }),
  }).window
  if (isTooDeep(document.documentElement)) return undefined
  if (document.title === '' && title !== undefined) document.title = title
  openShadowRoots(document)
  renameBlocks(document)
  for (const banner of document.querySelectorAll(ARCHIVE_BANNERS)) banner.remove()
  const whole = extractLines(document.body)
  const wholeText = whole.map(({ text }) => text).join(' ')
  const stated = listStatedLanguages(document).find((tag) => isWrittenIn(wholeText, tag))
  const inLanguage = stated ?? detectLanguage(wholeText)
  // Readability modifies the document, so the metadata is read first.
  const metadata = readMetadata(document, base, inLanguage ?? 'en')
  // Readability drops elements whose class suggests a menu, and MathJax gives formulas such a class.
  for (const formula of document.querySelectorAll('[class*="mathjax" i]')) formula.removeAttribute('class')
  const isLarge = document.getElementsByTagName('*').length > MAX_ELEMENTS
  const article = isLarge ? null : new Readability<Node>(document, { serializer: (node) => node }).parse()
  const extract = article?.content ? extractLines(article.content) : []
  const found = extract.length > 0 ? [...findLead(whole, extract, metadata.headline), ...extract] : whole
  const headline =
    metadata.headline ?? (normaliseText(article?.title ?? '') || proposeBody(joinLines(found))?.headline?.text)
  // Readability removes the title above the article only if it is a heading in Latin letters.
  const titleAt = found.slice(0, TITLE_REACH).findIndex(({ text }) => text === headline)
  const lines = found.filter((_, index) => index !== titleAt)
  return {
    text: joinLines(lines),
    doubtful: listDoubtful(lines),
    ...metadata,
    ...(headline === undefined ? {} : { headline }),
    ...(inLanguage === undefined ? {} : { inLanguage }),
  }
}

const XHTML = /<html\b[^>]*\sxmlns\s*=\s*["']http:\/\/www\.w3\.org\/1999\/xhtml["']/i
/** Elements that an HTML parser would leave open if they are written as `<a/>`. */
const SELF_CLOSED =
  /<(script|style|title|textarea|iframe|noscript|object|canvas|video|audio|a|div|span|p|i|b|em|strong|td|th|li)\b([^<>]*)\/>/gi

/** Closes elements that XHTML closes as `<script src="…"/>`: an HTML parser would put the rest of the page into them. */
function closeElements(html: string): string {
  return XHTML.test(html) ? html.replace(SELF_CLOSED, '<$1$2></$1>') : html
}

const STYLED_AS_BLOCK = /(?:^|;)\s*display\s*:\s*(?:block|flex|grid|list-item|table|flow-root)/i

/** Replaces a `span` styled as a block, and a custom element that ends with a sentence, with a `div`. */
function renameBlocks(document: Document) {
  const isBlock = (element: Element) =>
    element.localName === 'span'
      ? STYLED_AS_BLOCK.test(element.getAttribute('style') ?? '')
      : /^(?!amp-).*-/.test(element.localName) && endsSentence(normaliseText(element.textContent ?? ''))
  for (const element of [...document.body.getElementsByTagName('*')].filter(isBlock)) {
    const block = document.createElement('div')
    for (const { name, value } of element.attributes) block.setAttribute(name, value)
    block.append(...element.childNodes)
    element.replaceWith(block)
  }
}

/** Puts the content of shadow roots, which extensions save as templates, into the page. */
function openShadowRoots(document: Document) {
  const find = () => document.querySelector<HTMLTemplateElement>('template[shadowrootmode], template[shadowroot]')
  for (let template = find(); template; template = find()) template.replaceWith(template.content)
}

/** Finds sentences between the title and the extract, which Readability dropped. */
function findLead(whole: TextLine[], extract: TextLine[], headline: string | undefined): TextLine[] {
  const start = whole.findIndex(({ text }) => text === extract[0]?.text)
  const title = whole.slice(0, Math.max(0, start)).findLastIndex(({ text }) => text === headline)
  if (title === -1) return []
  return whole
    .slice(title + 1, start)
    .filter(({ text, isDoubtful }) => !isDoubtful && endsSentence(text) && countWords(text) >= LEAD_WORDS)
}

/** Joins lines with an empty line between them. */
const joinLines = (lines: TextLine[]) => lines.map(({ text }) => text).join('\n\n')

function listDoubtful(lines: TextLine[]): LineRange[] {
  const ranges: LineRange[] = []
  for (const [index, { isDoubtful }] of lines.entries()) {
    const line = 2 * index + 1
    const last = ranges.at(-1)
    if (!isDoubtful) continue
    if (last?.lastLine === line - 2) last.lastLine = line
    else ranges.push({ firstLine: line, lastLine: line })
  }
  return ranges
}

function hasTooManyOpenTags(html: string): boolean {
  let open = 0
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z\d-]*)/gi)) {
    if (UNNESTED.has(name.toLowerCase())) continue
    open = slash ? Math.max(0, open - 1) : open + 1
    if (open > MAX_OPEN_TAGS) return true
  }
  return false
}

/** Whether the document is nested too deeply. Not recursive, because deep nesting would exhaust the stack. */
function isTooDeep(root: Node): boolean {
  let depth = 0
  for (let node: Node | null = root; node; ) {
    if (node.firstChild) {
      node = node.firstChild
      depth++
      if (depth > MAX_DEPTH) return true
      continue
    }
    while (node && node !== root && !node.nextSibling) {
      node = node.parentNode
      depth--
    }
    node = node === root || !node ? null : node.nextSibling
  }
  return false
}
