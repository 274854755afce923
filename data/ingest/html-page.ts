/**
 * A web page's article as text, one block a line with an empty line between, and what its markup says of it. Scripts never
 * run and nothing is loaded. Everything that Readability takes for the article is kept; doubtful lines are marked.
 */
import { Readability } from '@mozilla/readability'
import { JSDOM, VirtualConsole } from 'jsdom'
import { normaliseText } from '../citations/locate.ts'
import type { BasedDate } from './dates.ts'
import { decodeHtml } from './decode.ts'
import { readMetadata } from './html-metadata.ts'
import { detectLanguage, extractLines, type TextLine } from './html-text.ts'
import type { LineRange } from './text-blocks.ts'

/** What is known of a saved page. Of a page that was text already, the text alone. */
export interface PageText {
  text: string
  /** Lines of `text` that may not belong to the article. Present when `text` is an extract, all of it the article. */
  doubtful?: LineRange[]
  headline?: string
  publisher?: string
  publisherNote?: string
  published?: BasedDate
  inLanguage?: string
  url?: string
}

export interface SavedHtml {
  bytes: Uint8Array
  contentType?: string
  url?: string
}

/** Chrome's parser nests no deeper either, and Readability's time grows with the square of the depth. */
const MAX_DEPTH = 512
/** So many tags that nobody closes are no page; the parser's time grows with their square. */
const MAX_OPEN_TAGS = 10_000
/** Readability goes over a page many times; of a larger one, such as a table of 33,000 rows, the whole text is kept. */
const MAX_ELEMENTS = 50_000
/** Elements without content, and elements that the next of their kind closes. */
const UNNESTED = new Set(
  'area base br col dd dt embed hr img input li link meta option p param rp rt source tbody td tfoot th thead tr track wbr'.split(
    ' ',
  ),
)

/** `text` is empty when the page has none. Absent when the page is nested too deeply to be read in a sensible time. */
export function extractPage({ bytes, contentType, url }: SavedHtml): PageText | undefined {
  const html = decodeHtml(bytes, contentType)
  if (hasTooManyOpenTags(html)) return undefined
  const { document } = new JSDOM(html, {
    virtualConsole: new VirtualConsole(),
    ...(url === undefined ? {} : { url }),
  }).window
  if (isTooDeep(document.documentElement)) return undefined
  const lang = document.documentElement.lang.trim()
  const whole = extractLines(document.body)
  const stated = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(lang) ? lang : undefined
  const inLanguage = stated ?? detectLanguage(whole.map(({ text }) => text).join(' '))
  // Readability takes the document apart, so what is read from the markup is read first.
  const metadata = readMetadata(document, url, inLanguage ?? 'en')
  // Readability drops what its class calls a menu, and MathJax gives that class to formulas.
  for (const formula of document.querySelectorAll('[class*="mathjax" i]')) formula.removeAttribute('class')
  const isLarge = document.getElementsByTagName('*').length > MAX_ELEMENTS
  const article = isLarge ? null : new Readability<Node>(document, { serializer: (node) => node }).parse()
  const extract = article?.content ? extractLines(article.content) : []
  const lines = extract.length > 0 ? extract : whole
  const headline = metadata.headline ?? normaliseText(article?.title ?? '')
  return {
    text: lines.map(({ text }) => text).join('\n\n'),
    doubtful: listDoubtful(lines),
    ...metadata,
    ...(headline === '' ? {} : { headline }),
    ...(inLanguage === undefined ? {} : { inLanguage }),
  }
}

/** An empty line stands between two lines. */
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

/** Without recursion, because the stack is what would give out. */
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
