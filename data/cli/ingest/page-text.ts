/**
 * A web page's article as text, one block a line with an empty line between, and what its markup says of it. Scripts
 * never run and nothing is loaded. `ingest` imports this file only when it meets HTML: jsdom takes its time to start.
 */
import { Readability } from '@mozilla/readability'
import { JSDOM, VirtualConsole } from 'jsdom'
import { normaliseText } from '../../citations.ts'
import { findNumericDate } from './page-dates.ts'

export interface PageText {
  text: string
  headline?: string
  publisher?: string
  /** ISO 8601 date in the page's own time zone, and where in the markup it stands. */
  published?: { date: string; basis: string }
  inLanguage?: string
  url?: string
}

/** Chrome's parser nests no deeper either, and Readability's time grows with the square of the depth. */
const MAX_DEPTH = 512

const BLOCKS = new Set(
  'ADDRESS ARTICLE BLOCKQUOTE BR DD DIV DL DT H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN OL P PRE SECTION TABLE TD TH TR UL'.split(
    ' ',
  ),
)
/** Never part of an article's running text. */
const LEFT_OUT = new Set(
  'ASIDE BUTTON FIGURE FOOTER FORM IFRAME NAV NOSCRIPT SCRIPT SELECT STYLE SVG TEMPLATE TEXTAREA VIDEO AUDIO'.split(
    ' ',
  ),
)

/** `text` is empty when the page has none. Absent when the page is nested too deeply to be read in a sensible time. */
export function extractPage(
  bytes: Uint8Array,
  { contentType, url }: { contentType?: string; url?: string },
): PageText | undefined {
  const { document } = new JSDOM(Buffer.from(bytes), {
    contentType: contentType ?? 'text/html',
    virtualConsole: new VirtualConsole(),
    ...(url === undefined ? {} : { url }),
  }).window
  if (isTooDeep(document.body)) return undefined
  const lang = document.documentElement.lang
  const stated = document.querySelector('time[datetime]')?.getAttribute('datetime')
  const address =
    document.querySelector('link[rel=canonical]')?.getAttribute('href') ??
    document.querySelector('meta[property="og:url"]')?.getAttribute('content')
  // Readability takes the document apart, so that what is read from the markup is read before.
  const whole = extractText(document.body)
  const article = new Readability<Node>(document, { serializer: (node) => node }).parse()
  const published = readPublished(article?.publishedTime, stated)
  return withoutEmpty({
    text: (article?.content && extractText(article.content)) || whole,
    headline: normaliseText(article?.title ?? ''),
    publisher: normaliseText(article?.siteName ?? ''),
    inLanguage: /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(lang) ? lang : '',
    url: resolveAddress(address, url) ?? url ?? '',
    ...(published ? { published } : {}),
  })
}

/** Without recursion, because the stack is what would give out. */
function isTooDeep(root: Node): boolean {
  let level = [...root.childNodes]
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++)
    level = level.flatMap((node) => [...node.childNodes])
  return level.length > 0
}

function withoutEmpty({
  text,
  ...others
}: Required<Omit<PageText, 'published'>> & Pick<PageText, 'published'>): PageText {
  return { text, ...Object.fromEntries(Object.entries(others).filter(([, value]) => value !== '')) }
}

function readPublished(metadata: string | null | undefined, stated: string | null | undefined): PageText['published'] {
  const [inMetadata, inText] = [findNumericDate(metadata ?? ''), findNumericDate(stated ?? '')]
  if (inMetadata) return { date: inMetadata, basis: 'The date of publication in the page’s metadata.' }
  return inText ? { date: inText, basis: 'The first time element of the page.' } : undefined
}

/** An address that the page gives for itself, if it is one for the web. */
function resolveAddress(address: string | null | undefined, base: string | undefined): string | undefined {
  if (!address || !URL.canParse(address, base)) return undefined
  const url = new URL(address, base)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined
}

function extractText(root: Node): string {
  const lines: string[] = []
  let line = ''
  const flush = () => {
    const text = normaliseText(line)
    if (text !== '') lines.push(text)
    line = ''
  }
  const visit = (node: Node) => {
    if (node.nodeType === node.TEXT_NODE) line += node.nodeValue ?? ''
    if (LEFT_OUT.has(node.nodeName.toUpperCase())) return
    const isBlock = BLOCKS.has(node.nodeName.toUpperCase())
    if (isBlock) flush()
    for (const child of node.childNodes) visit(child)
    if (isBlock) flush()
  }
  visit(root)
  flush()
  return lines.join('\n\n')
}
