/** A page's title without the name of its site. Pure. */
import { extractLines, readText } from './html-text.ts'

export interface TitleEvidence {
  document: Document
  siteNames: string[]
  url: string | undefined
}

export interface CleanTitle {
  text: string
  /** The part that was removed as the site's name without other evidence. */
  site?: string
}

const SEPARATOR = /\s+(?:\||[-–—·•»«:/\\]|::|&[lr]aquo;)\s+|\s*[|｜»«]\s*|\s+-{2,}\s+/u
/** Separators between a title and a known site name. */
const BESIDE_SITE = new RegExp(`${SEPARATOR.source}|:\\s+|\\s+[(\\[~@<>=]\\s*|\\s*[_－–—]\\s*`, 'gu')
const ENDS_WITH_SEPARATOR = new RegExp(`(?:${SEPARATOR.source}|:\\s+)$`, 'u')
/** Separators that are rare in titles. A dash is common: it counts only with a long part before and a short part after it. */
const STRONG = /[|｜»«·•]|::/
/** The longest name of a section, between title and site. */
const SECTION_WORDS = 2
const SITE_WORDS = 4
const TITLE_WORDS = 4

export function cleanTitle(title: string, evidence: TitleEvidence): CleanTitle {
  const { document, siteNames, url } = evidence
  const names = siteNames.map(fold).filter((name) => name !== '')
  const isSite = (text: string) => names.includes(fold(text)) || isHost(text, url)
  const heading = findHeading(title, document, isSite)
  if (heading !== undefined) return withSite(heading, title, names.length > 0)
  const part = findPart(title, document, isSite)
  if (part !== undefined) return { text: part }
  let text = title
  for (let stripped = stripSite(text, isSite); stripped !== undefined; stripped = stripSite(text, isSite))
    text = stripped
  if (text === title) return names.length === 0 ? stripLikely(title) : { text }
  return { text: stripSection(text) }
}

/** Removes the name of a section, which was between the title and the site's name. */
function stripSection(title: string): string {
  const last = [...title.matchAll(new RegExp(SEPARATOR, 'gu'))].at(-1)
  if (!last || !STRONG.test(last[0])) return title
  const [before, after] = [title.slice(0, last.index), title.slice(last.index + last[0].length)]
  return countWords(after) <= SECTION_WORDS && countWords(before) > countWords(after) ? before : title
}

/** Finds a heading of the page that is part of its title. */
function findHeading(title: string, document: Document, isSite: (text: string) => boolean): string | undefined {
  const headings = [...document.querySelectorAll('h1, h2')]
    .filter((heading) => !heading.closest('a[href="/"], nav, aside') && !heading.querySelector('a[href="/"]'))
    .map((heading) => ({ text: readText(heading), isFirst: heading.matches('h1') }))
    .filter(({ text }) => text !== '' && !isSite(text))
  const fits = headings.filter(({ text, isFirst }) => {
    const at = title.toLowerCase().indexOf(text.toLowerCase())
    if (at === -1) return false
    const [before, after] = [title.slice(0, at), title.slice(at + text.length)]
    const isEnd = after === '' || SEPARATOR.exec(after)?.index === 0
    // After the name of a section or site. A short heading would be the section's own.
    const isBehind = ENDS_WITH_SEPARATOR.test(before) && (isFirst || countWords(text) >= TITLE_WORDS - 1)
    return isEnd && (before === '' || isBehind)
  })
  const rank = (text: string) => (title.toLowerCase().startsWith(text.toLowerCase()) ? title.length : 0) + text.length
  return fits.map(({ text }) => text).sort((a, b) => rank(b) - rank(a))[0]
}

/** A part of the title, such as that behind `Print - `, that a heading of the page holds, or that is a line of it. */
function findPart(title: string, document: Document, isSite: (text: string) => boolean): string | undefined {
  const parts = title.split(SEPARATOR).map((part) => part.trim())
  if (parts.length < 2) return undefined
  const headings = [...document.querySelectorAll('h1, h2, h3')].map((heading) => readText(heading).toLowerCase())
  const lines = new Set(extractLines(document.body).map(({ text }) => text.toLowerCase()))
  const found = parts.filter(
    (part) =>
      countWords(part) >= TITLE_WORDS &&
      !isSite(part) &&
      (lines.has(part.toLowerCase()) || headings.some((heading) => heading.includes(part.toLowerCase()))),
  )
  return found.length === 1 ? found[0] : undefined
}

function withSite(heading: string, title: string, isSiteKnown: boolean): CleanTitle {
  const rest = title
    .slice(title.toLowerCase().indexOf(heading.toLowerCase()) + heading.length)
    .split(SEPARATOR)
    .filter((part) => part.trim() !== '')
  const site = rest.at(-1)
  return { text: heading, ...(isSiteKnown || site === undefined || countWords(site) > SITE_WORDS ? {} : { site }) }
}

/** Removes a known site name at either end; absent when there is none. */
function stripSite(title: string, isSite: (text: string) => boolean): string | undefined {
  const separators = [...title.matchAll(BESIDE_SITE)]
  const [first, last] = [separators[0], separators.at(-1)]
  if (first && last && isSite(title.slice(last.index + last[0].length))) return title.slice(0, last.index)
  if (first && isSite(title.slice(0, first.index))) return title.slice(first.index + first[0].length)
  return undefined
}

/** Used if no site name is known: removes the short part after the last separator, or before the only one. */
function stripLikely(title: string): CleanTitle {
  const separators = [...title.matchAll(new RegExp(SEPARATOR, 'gu'))]
  const last = separators.at(-1)
  if (!last) return { text: title }
  const [before, after] = [title.slice(0, last.index), title.slice(last.index + last[0].length)]
  const isStrong = STRONG.test(last[0])
  const isName = countWords(after) <= SITE_WORDS && !/^\p{Ll}/u.test(after)
  if (isName && countWords(before) >= (isStrong ? countWords(after) : TITLE_WORDS)) return { text: before, site: after }
  if (isStrong && separators.length === 1 && countWords(before) < countWords(after))
    return { text: after, site: before }
  return { text: title }
}

/** Whether a text is the host's name: `Ashmere Post` or `ashmerepost.example`. */
function isHost(text: string, url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) return false
  const { hostname } = new URL(url)
  const bare = hostname.replace(/^www\./, '')
  const name = text.toLowerCase().trim()
  const labels = bare.split('.').slice(0, -1).map(fold)
  return name === hostname || name === bare || (fold(text) !== '' && labels.includes(fold(text)))
}

/** Keeps only letters and digits, without a leading `the`. */
const fold = (text: string) =>
  text
    .toLowerCase()
    .replace(/^\s*the\s+/u, '')
    .replace(/[^\p{L}\p{N}]/gu, '')

const countWords = (text: string) => text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
