/**
 * Proposes which lines of a saved page are the article: the run of blocks with the highest sum, where a paragraph counts
 * for its words and furniture (headlines, menus, teasers, lists of other stories) against it. A run has no holes, because
 * an article's `source` names one range of lines. An editor decides; nothing here knows a site or a language. Pure.
 */
import { type Block, type LineRange, listBlocks } from './page-blocks.ts'
import { findListed, findTeasers, findTitles } from './page-furniture.ts'

export interface PlacedText {
  text: string
  line: number
}

export interface ProposedBody extends LineRange {
  /** What stands as the title above the body. */
  headline?: PlacedText
  /** The name that a teaser of the first paragraph adds to it, in most cases the outlet's. */
  outlet?: PlacedText
}

/** In words of prose: what one block of furniture weighs. */
const FURNITURE_WEIGHT = 12
const TITLE_WEIGHT = 30
/** Shorter prose keeps its place between paragraphs, but begins or ends no article, unless somebody is quoted. */
const SHORT_WORDS = 5
/** How far above the body a title is looked for, in blocks. */
const HEADLINE_REACH = 6

/** Absent when the document has no paragraph. */
export function proposeBody(document: string): ProposedBody | undefined {
  const blocks = listBlocks(document)
  const titles = findTitles(blocks)
  const teasers = findTeasers(blocks)
  const listed = findListed(blocks)
  const repeated = new Set(teasers.map((teaser) => teaser.index))
  const strict = findBestRun(scoreBlocks(blocks, titles, new Set([...repeated, ...listed])))
  // An article of many short sections has the form of a list of stories; then most words are in that list.
  const isSectioned = countWordsOf(blocks, listed) > countWordsOf(blocks, strict)
  const run = isSectioned ? findBestRun(scoreBlocks(blocks, titles, repeated)) : strict
  const [start, end] = [run[0], run.at(-1)]
  const [first, last] = [blocks[start ?? -1], blocks[end ?? -1]]
  if (start === undefined || !first || !last) return undefined
  const headline = findHeadline(blocks.slice(0, start), titles)
  const teaser = teasers.find(({ index, outlet }) => outlet !== '' && index < start)
  return {
    firstLine: first.firstLine,
    lastLine: last.lastLine,
    ...(headline ? { headline: { text: headline.text, line: headline.firstLine } } : {}),
    ...(teaser ? { outlet: { text: teaser.outlet, line: blocks[teaser.index]?.firstLine ?? 1 } } : {}),
  }
}

/** Lines of a range that have the form of furniture, for an editor to look at: a range has no holes. */
export function findDoubtful(document: string, { firstLine, lastLine }: LineRange): LineRange[] {
  return listBlocks(document)
    .filter((block) => block.firstLine >= firstLine && block.lastLine <= lastLine && !block.isProse)
    .map((block) => ({ firstLine: block.firstLine, lastLine: block.lastLine }))
}

const countWordsOf = (blocks: Block[], indexes: Iterable<number>) =>
  [...indexes].reduce((sum, index) => sum + (blocks[index]?.words ?? 0), 0)

function scoreBlocks(blocks: Block[], titles: Set<number>, furniture: Set<number>): number[] {
  return blocks.map(({ isProse, words, text }, index) => {
    if (titles.has(index)) return -TITLE_WEIGHT
    if (furniture.has(index)) return -Math.max(words, FURNITURE_WEIGHT)
    if (!isProse) return -FURNITURE_WEIGHT
    return words >= SHORT_WORDS || /["“”«»]/u.test(text) ? words : 0
  })
}

/** The indexes of the contiguous run with the highest sum, the shortest of equals (Kadane's algorithm). */
function findBestRun(scores: number[]): number[] {
  let best = { start: 0, end: 0, sum: 0 }
  let current = { start: 0, sum: 0 }
  scores.forEach((score, index) => {
    if (current.sum <= 0) current = { start: index, sum: 0 }
    current.sum += score
    if (current.sum > best.sum) best = { start: current.start, end: index + 1, sum: current.sum }
  })
  return Array.from({ length: best.end - best.start }, (_, offset) => best.start + offset)
}

/** The repeated title without its breadcrumb; without one, the longest of the nearest lines that are no paragraph. */
function findHeadline(before: Block[], titles: Set<number>): Block | undefined {
  const repeated = before.filter((_, index) => titles.has(index))
  if (repeated.length > 0)
    return repeated.reduce((best, block) => (block.text.length <= best.text.length ? block : best))
  const near = before.filter((block) => !block.isTruncated && (!block.isProse || /[?؟]$/u.test(block.text)))
  // Words only: a line that holds the date and the time is no title.
  const countLetterWords = (block: Block | undefined) => block?.text.match(/\p{L}+/gu)?.length ?? 0
  return near
    .slice(-HEADLINE_REACH)
    .reduce<Block | undefined>(
      (best, block) => (countLetterWords(block) > countLetterWords(best) ? block : best),
      undefined,
    )
}
