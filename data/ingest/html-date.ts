/**
 * Finds the date of publication in a page's elements: a marked date, or else one next to the title. Skips dates of other
 * stories, of events in the text and of changes. Pure.
 */
import { normaliseText } from '../citations/locate.ts'
import { announcesOtherDate, type BasedDate, findBasedDate, saysPublished } from './dates.ts'
import { extractLines, readText } from './html-text.ts'
import { endsSentence } from './text-blocks.ts'

const DATED_ELEMENTS =
  '[itemprop~="datePublished"], [property~="datePublished"], [property~="schema:datePublished"], time[pubdate], .dt-published, :is(abbr, time).published'
const CREATED_ELEMENTS = '[itemprop~="dateCreated"]'
const NAMED_AS_DATE = '[class*="date" i], [class*="published" i], [id*="date" i]'
/** Elements whose dates belong to other stories. */
export const ELSEWHERE =
  'aside, nav, [role="complementary"], [role="navigation"], [class*="related" i], [class*="teaser" i], [class*="sidebar" i], [class*="comment" i], [class*="recommend" i], [class*="popular" i], [id*="related" i], [id*="sidebar" i], [id*="comment" i]'
/** A longer line is a paragraph, not a byline. */
export const BYLINE_WORDS = 25
const SENTENCE_WORDS = 12
/** As in `Thursday, 31 May 2007 14:05`: below the first paragraph, a longer line is part of the text. */
const DATE_WORDS = 5
/** How many lines below and above the title, and below the article, may contain the date. */
const BYLINE_REACH = { below: 10, above: 3, end: 3 }

/** Finds the date. `headline` is used to locate the title; `language` is the language of month names. */
export function findDateInElements(document: Document, headline: string, language: string): BasedDate | undefined {
  const article = findArticle(document)
  const isOwn = (element: Element) => {
    const other = element.closest('article')
    if (other && other !== article && !other.contains(article)) return false
    const elsewhere = element.closest(ELSEWHERE)
    return (elsewhere === null || elsewhere.contains(article)) && !isTeaser(element)
  }
  const find = (elements: Iterable<Element>, basis: string) => {
    for (const element of elements) {
      const date = isOwn(element) ? readElement(element, language, basis) : undefined
      if (date && !isOfChange(element)) return date
    }
    return undefined
  }
  const headings = [...document.querySelectorAll('h1, h2')].filter(isOwn)
  // A title may be a permanent link to its own page.
  const titles = new Set([headline, ...headings.map(readText)])
  const lines = extractLines(document.body)
    .filter(({ text, isDoubtful }) => !isDoubtful || titles.has(text))
    .map(({ text }) => text)
  const findLine = (side: 'below' | 'above' | 'end') => findByline(lines, headings, headline, language, side)
  const times = (found: Iterable<Element>) => [...found].filter((element) => !isInParagraph(element))
  return (
    find(article.querySelectorAll(DATED_ELEMENTS), 'The date of publication in the article’s markup.') ??
    find(document.querySelectorAll(DATED_ELEMENTS), 'The date of publication in the page’s markup.') ??
    (article.matches('body')
      ? undefined
      : find(times(article.querySelectorAll('time')), 'The first date that the page marks in the article.')) ??
    findLine('below') ??
    find(times(listTimes(document, headline, TIME_REACH)), 'The date that the page marks below the title.') ??
    findLine('end') ??
    findLine('above') ??
    find(
      [...article.querySelectorAll(NAMED_AS_DATE)].filter(
        (element) => readText(element).split(' ').length <= BYLINE_WORDS,
      ),
      'An element of the article that is named as its date.',
    ) ??
    find(
      times(listTimes(document, headline)).filter((element) => !isBesideHeadline(element, article)),
      'The date marked nearest to the page’s title and not in a list of other stories.',
    ) ??
    findOnly(document, language) ??
    find(article.querySelectorAll(CREATED_ELEMENTS), 'The date of creation in the article’s markup.')
  )
}

/** Finds a marked date anywhere in the page, if it is the only one. */
function findOnly(document: Document, language: string): BasedDate | undefined {
  const basis = 'The only date of publication in the page’s markup.'
  const dates = [...document.querySelectorAll(DATED_ELEMENTS)].flatMap(
    (element) => (element.closest('aside, nav') ? undefined : readElement(element, language, basis)) ?? [],
  )
  return new Set(dates.map(({ date }) => date)).size === 1 ? dates[0] : undefined
}

/** Whether the date is of a change, by its markup or the words before it: `Updated <time>`. */
function isOfChange(element: Element): boolean {
  const marks = `${element.getAttribute('itemprop') ?? ''} ${element.getAttribute('class') ?? ''}`
  if (/modified|updated?\b/i.test(marks) && !/publish/i.test(marks)) return true
  const block = element.closest('p, li, dl, div, header, section, article')
  if (!block || block === element) return false
  const before = element.ownerDocument.createRange()
  before.setStart(block, 0)
  before.setEndBefore(element)
  return announcesOtherDate(normaliseText(before.toString()))
}

/** Whether the element is in running text, where a date is that of an event. */
function isInParagraph(element: Element): boolean {
  const block = element.closest('p, li, dd, td, blockquote, figcaption')
  return block !== null && readText(block).split(' ').length > BYLINE_WORDS
}

const HEADLINE_WORDS = 3

/** Whether the elements around it have a link as long as a headline, but no title: then the date is another story's. */
function isBesideHeadline(element: Element, article: Element): boolean {
  for (let parent = element.parentElement; parent && !parent.contains(article); parent = parent.parentElement) {
    if (parent.querySelector('h1')) return false
    if ([...parent.querySelectorAll('a[href]')].some((link) => readText(link).split(' ').length >= HEADLINE_WORDS))
      return true
  }
  return false
}

/** How many elements below the title may be searched for its date. */
const TIME_REACH = 40

/** Lists the time elements, nearest to the title first; with `reach`, only those up to `reach` elements below it. */
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

function readElement(element: Element, language: string, basis: string): BasedDate | undefined {
  for (const name of ['content', 'datetime', 'title'] as const) {
    const date = findBasedDate(normaliseText(element.getAttribute(name) ?? ''), language, basis)
    if (date) return date
  }
  return findBasedDate(readText(element), language, basis)
}

/** Whether the date belongs to a link to another story. A permanent link to this one has the date as its text. */
function isTeaser(element: Element): boolean {
  const link = element.closest('a[href]')
  if (link && !/\bbookmark\b/.test(link.getAttribute('rel') ?? '') && link.querySelector('h1, h2, h3, h4, p'))
    return true
  const item = element.closest('li')
  return item !== null && item.querySelector('a[href]') !== null && item.querySelector('h1') === null
}

/** An `article` with less text than this, and a smaller share of the page, is a card in a list of other stories. */
const CARD_CHARACTERS = 500
const CARD_SHARE = 3

/** Finds the element of the article: the `article` with the most text, unless it is a card, else `main`, else the body. */
function findArticle(document: Document): Element {
  const articles = [...document.querySelectorAll('article, [role="article"], [itemprop~="articleBody"]')]
  const own = articles.filter((element) => !element.closest('aside, nav'))
  const length = (element: Element) => element.textContent?.length ?? 0
  const longest = own.sort((a, b) => length(b) - length(a))[0]
  const whole = document.querySelector('main, [role="main"]') ?? document.body
  const isCard = longest && length(longest) < CARD_CHARACTERS && length(whole) > length(longest) * CARD_SHARE
  return isCard ? whole : (longest ?? whole)
}

/** Finds a date in short lines near the title (`By A. Writer, 12.03.2031`), or without a title, above the first paragraph. */
function findByline(
  lines: string[],
  headings: Element[],
  headline: string,
  language: string,
  side: 'below' | 'above' | 'end',
): BasedDate | undefined {
  const heading = headings.find((element) => readText(element) === headline) ?? headings[0]
  const isShort = (line: string) => line.split(' ').length <= (endsSentence(line) ? SENTENCE_WORDS : BYLINE_WORDS)
  const isDateAlone = (line: string) => line.split(' ').length <= DATE_WORDS
  const first = lines.findIndex((line) => !isShort(line))
  const at = heading ? lines.indexOf(readText(heading)) : lines.indexOf(headline)
  if (at === -1 && (heading || first === -1)) return undefined
  const title = at === -1 ? Math.max(-1, first - BYLINE_REACH.below) : at
  const below = lines.slice(title + 1, title + 1 + BYLINE_REACH.below)
  const body = below.findIndex((line) => !isShort(line))
  const above = lines.slice(Math.max(0, title - BYLINE_REACH.above), Math.max(0, title)).reverse()
  const last = lines.findLastIndex((line) => !isShort(line))
  const [found, basis] = {
    above: [above.filter(isShort), 'A line above the title.'] as const,
    below: [
      body === -1 ? below : [...below.slice(0, body), ...below.slice(body).filter(isDateAlone)],
      'A line between the title and the article.',
    ] as const,
    end: [
      lines.slice(last + 1, last + 1 + BYLINE_REACH.end).filter(saysPublished),
      'A line below the article.',
    ] as const,
  }[side]
  for (const line of found) {
    const date = findBasedDate(line, language, basis)
    if (date) return date
  }
  return undefined
}
