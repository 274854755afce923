/**
 * Proposes which lines of a saved page are the article: the run of blocks with the highest score. A paragraph scores its
 * words; furniture (headlines, menus, teasers, lists of other stories) scores negative. A run has no gaps, because an
 * article's `source` is one range of lines. The editor decides; no rule is specific to a site. Pure.
 */
import { isUpdateLine } from './dates.ts'
import { type Block, findListed, findTeasers, findTitles, type LineRange, listBlocks } from './text-blocks.ts'

interface PlacedText {
  text: string
  line: number
}

export interface ProposedBody extends LineRange {
  /** The title above the body. */
  headline?: PlacedText
  /** The name that a teaser adds to the first paragraph, usually the outlet's. */
  outlet?: PlacedText
}

/** In words of prose: the cost of a block of furniture, and of each further line directly below it. */
const FURNITURE_WEIGHT = 12
const NEXT_LINE_WEIGHT = 3
const TITLE_WEIGHT = 30
/** Shorter prose is kept between paragraphs, but does not begin or end an article, unless it has a quotation. */
const SHORT_WORDS = 5
/** How far above the body to look for a title, in blocks, and the cost of each block of distance, in words. */
const HEADLINE_REACH = 8
const HEADLINE_DISTANCE = 1
const HEADLINE_WORDS = { min: 2, most: 8 }
/** Chinese and Japanese have no spaces: one or two characters count as a word. */
const TITLE_WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,2}|\p{L}{2,}/gu
/** A line of fewer words above a headline names its section; as a headline it is doubtful. */
const SURE_WORDS = 3
const TITLE_MOST = 14
/** This many adjacent short lines are a menu. */
const MENU_LINES = 3
const MENU_WORDS = 5
const LIST_MARK = /^(?:[-–—•*·▪◦‣]|\(?\p{Nd}{1,2}[.)])\s/u
const BYLINE = /^(?:by|von|par|por|door|di)\s/iu
/** A menu or a breadcrumb in one line. */
const MENU_LINE = /(?:\s[|·•>›»/]\s.*){2}/u
/** Whether a line is a byline, a date of change or a menu, which occur near titles. */
const isBeside = (line: string) => BYLINE.test(line) || MENU_LINE.test(line) || isUpdateLine(line)

/** Proposes the body; absent when the document has no paragraph. */
export function proposeBody(document: string): ProposedBody | undefined {
  const blocks = listBlocks(document)
  const titles = findTitles(blocks)
  const teasers = findTeasers(blocks)
  const listed = findListed(blocks)
  const repeated = new Set(teasers.map((teaser) => teaser.index))
  const strict = findBestRun(scoreBlocks(blocks, titles, new Set([...repeated, ...listed])))
  // An article with many short sections looks like a list of stories; then most words are in that list.
  const isSectioned = countWordsOf(blocks, listed) > countWordsOf(blocks, strict)
  const run = isSectioned ? findBestRun(scoreBlocks(blocks, titles, repeated)) : strict
  const end = run.at(-1)
  const start = isExclaimedTitle(blocks, run, titles) ? run[1] : run[0]
  const [first, last] = [blocks[start ?? -1], blocks[end ?? -1]]
  if (start === undefined || !first || !last) return undefined
  const headline = findHeadline(blocks, start, end ?? start, titles)
  const teaser = teasers.find(({ index, outlet }) => outlet !== '' && index < start)
  return {
    firstLine: first.firstLine,
    lastLine: last.lastLine,
    ...(headline ? { headline: { text: headline.text, line: headline.firstLine } } : {}),
    ...(teaser ? { outlet: { text: teaser.outlet, line: blocks[teaser.index]?.firstLine ?? 1 } } : {}),
  }
}

/** Whether a short first line, such as `Tram opens at last!`, is the title, because no line above can be. */
function isExclaimedTitle(blocks: Block[], [first = 0, second]: number[], titles: Set<number>): boolean {
  const block = blocks[first]
  if (!block || second === undefined || !/^[^"“”«»„].*[!?؟]$/u.test(block.text) || block.words > TITLE_MOST)
    return false
  return (findHeadline(blocks, first, first, titles)?.words ?? 0) < SURE_WORDS
}

/** Finds lines of a range that look like furniture, for the editor to review: a range has no gaps. */
export function findDoubtful(document: string, { firstLine, lastLine }: LineRange): LineRange[] {
  return listBlocks(document)
    .filter((block) => block.firstLine >= firstLine && block.lastLine <= lastLine && !block.isProse)
    .map((block) => ({ firstLine: block.firstLine, lastLine: block.lastLine }))
}

const countWordsOf = (blocks: Block[], indexes: Iterable<number>) =>
  [...indexes].reduce((sum, index) => sum + (blocks[index]?.words ?? 0), 0)

function scoreBlocks(blocks: Block[], titles: Set<number>, furniture: Set<number>): number[] {
  const items = findListItems(blocks)
  return blocks.map((block, index) => {
    const { isProse, words, text } = block
    if (titles.has(index)) return -TITLE_WEIGHT
    if (furniture.has(index)) return -Math.max(words, FURNITURE_WEIGHT)
    if (items.has(index)) return 0
    const previous = blocks[index - 1]
    if (!isProse) return previous?.isProse === false && isBelow(block, previous) ? -NEXT_LINE_WEIGHT : -FURNITURE_WEIGHT
    return words >= SHORT_WORDS || /["“”«»]/u.test(text) ? words : 0
  })
}

const isBelow = (block: Block, above: Block) => block.firstLine === above.lastLine + 1

/** Finds list items that belong to the text: after a colon, or with list marks after a paragraph. */
function findListItems(blocks: Block[]): Set<number> {
  const items = new Set<number>()
  for (const [index, { text, isProse, isTruncated }] of blocks.entries()) {
    if (/:$/u.test(text) && !isProse && blocks[index - 1]?.isProse) items.add(index)
    const previous = blocks[index - 1]
    if (isProse || isTruncated || !previous) continue
    const goesOn = items.has(index - 1) && !(/^\p{Lu}/u.test(text) && LIST_MARK.test(previous.text))
    if (/:$/u.test(previous.text) || goesOn || (previous.isProse && LIST_MARK.test(text))) items.add(index)
  }
  return items
}

/** Finds the contiguous run of indexes with the highest sum, the shortest of equals (Kadane's algorithm). */
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

/**
 * Finds the repeated title without its breadcrumb, or else the best of the nearest lines that are not paragraphs: long and near;
 * a line above a subtitle is preferred. Skips menus and lines that also occur below the article, if another line can be the
 * title.
 */
function findHeadline(blocks: Block[], start: number, end: number, titles: Set<number>): Block | undefined {
  const below = blocks.slice(end + 1)
  // With a word more, such as `Breaking: `, it is another story all the same.
  const isBelowToo = (text: string) =>
    below.some(
      (block) =>
        text === block.text ||
        (block.words >= SURE_WORDS && text.toLowerCase().endsWith(` ${block.text.toLowerCase()}`)),
    )
  const menu = findMenus(blocks)
  const above = [...blocks.slice(0, start).entries()]
  const outside = above.filter(([at, { text }]) => !menu.has(at) && !isBelowToo(text))
  const best = chooseHeadline(outside, titles)
  const found =
    best && best.words >= SURE_WORDS
      ? best
      : (chooseHeadline(
          above.filter(([at]) => !menu.has(at)),
          titles,
        ) ?? best)
  return found ?? chooseHeadline(above, titles)
}

function chooseHeadline(candidates: [number, Block][], titles: Set<number>): Block | undefined {
  const repeated = candidates.filter(([at]) => titles.has(at)).map(([, block]) => block)
  if (repeated.length > 0)
    return repeated.reduce((best, block) => (block.text.length <= best.text.length ? block : best))
  const near = candidates
    .map(([, block]) => block)
    .filter((block) => !block.isTruncated && (!block.isProse || /[?؟!]$/u.test(block.text)) && !isBeside(block.text))
    .slice(-HEADLINE_REACH)
    .reverse()
  // Counts only words: a line with only date and time, or initials, is not a title.
  const countLetters = ({ text }: Block) => text.match(TITLE_WORD)?.length ?? 0
  const scored = near.map((block, distance) => {
    const words = countLetters(block)
    const isTitle = words >= HEADLINE_WORDS.min
    return { block, score: isTitle ? Math.min(words, HEADLINE_WORDS.most) - distance * HEADLINE_DISTANCE : -Infinity }
  })
  // The farthest of equals.
  let best = scored.toReversed().toSorted((a, b) => b.score - a.score)[0]?.block ?? near[0]
  let top = best
  for (const block of near) {
    if (!top || !isBelow(top, block)) continue
    top = block
    if (countLetters(block) >= SURE_WORDS) best = block
  }
  return best
}

/** Finds the indexes of blocks in groups of adjacent short lines. */
function findMenus(blocks: Block[]): Set<number> {
  const menu = new Set<number>()
  let group: number[] = []
  const close = () => {
    if (group.length >= MENU_LINES) for (const at of group) menu.add(at)
    group = []
  }
  for (const [at, block] of blocks.entries()) {
    const previous = blocks[at - 1]
    if (!previous || !isBelow(block, previous)) close()
    if (block.isProse || block.words > MENU_WORDS || BYLINE.test(block.text)) close()
    else group.push(at)
  }
  close()
  return menu
}
