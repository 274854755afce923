/**
 * Splits a saved page's text into blocks: paragraphs, headlines, menu entries. Classifies a block by its form (length, ending),
 * and repeated titles, teasers and lists of stories by their neighbours; never by words of a language. Pure.
 */
import { normaliseText } from '../citations/locate.ts'

/** Lines of a document, counted from 1, both inclusive. */
export interface LineRange {
  firstLine: number
  lastLine: number
}

export interface Block extends LineRange {
  /** Normalised. */
  text: string
  words: number
  /** Whether it is a paragraph, which ends like a sentence, unlike a headline, menu entry or button. */
  isProse: boolean
  /** Whether it ends with an ellipsis, like a teaser. */
  isTruncated: boolean
}

const CLOSERS = '["\'”’»)\\]›」』\u200e\u200f]*'
const SENTENCE_END = new RegExp(`[.!?؟۔。！？]${CLOSERS}$`, 'u')
const COLON_END = new RegExp(`:${CLOSERS}$`, 'u')
const ELLIPSIS_END = /(?:\.{3}|…)$/u
/** A block that does not end like a sentence is a paragraph only if it has this many words. */
const LONG_WORDS = 25
const COLON_WORDS = 10
/** The line length of a paragraph that was wrapped by a program, in characters. */
const WRAPPED_LENGTH = { min: 8, max: 100 }
/** Shorter lines may be a menu, so more of them must continue a sentence. */
const NARROW_LENGTH = 40

/** So many indented lines with others below them are first lines of paragraphs. */
const FIRST_LINES = 2
const INDENTED = /^(?: {2,}|\t)\S/

const WORDS = new Intl.Segmenter('en', { granularity: 'word' })

export function countWords(text: string): number {
  return [...WORDS.segment(text)].filter((segment) => segment.isWordLike).length
}

/** Lists the blocks of a document in order, with their lines. */
export function listBlocks(document: string): Block[] {
  const blocks: Block[] = []
  let group: { text: string; line: number }[] = []
  const flush = () => {
    if (isWrapped(group.map(({ text }) => text))) blocks.push(createBlock(group))
    else blocks.push(...group.map((line) => createBlock([line])))
    group = []
  }
  const lines = document.split(/\r\n|\r|\n/)
  const isIndented = (index: number) => INDENTED.test(lines[index] ?? '')
  const isBegun = (index: number) => isIndented(index) && !isIndented(index + 1) && lines[index + 1]?.trim()
  // The first line of a paragraph may be indented, with no empty line before it; then each such line begins one.
  const isEachBegun = lines.filter((_, index) => isBegun(index)).length >= FIRST_LINES
  lines.forEach((line, index) => {
    const text = normaliseText(line)
    if (text === '' || (isIndented(index) && (isEachBegun || !isIndented(index - 1)))) flush()
    if (text !== '') group.push({ text, line: index + 1 })
  })
  flush()
  return blocks
}

function createBlock(lines: { text: string; line: number }[]): Block {
  const text = lines.map((line) => line.text).join(' ')
  const words = countWords(text)
  const isTruncated = ELLIPSIS_END.test(text)
  return {
    text,
    words,
    isTruncated,
    isProse: !isTruncated && !text.includes('©') && endsAsProse(text, words),
    firstLine: lines[0]?.line ?? 1,
    lastLine: lines.at(-1)?.line ?? 1,
  }
}

export const endsSentence = (text: string) => SENTENCE_END.test(text)

function endsAsProse(text: string, words: number): boolean {
  return endsSentence(text) || words >= LONG_WORDS || (COLON_END.test(text) && words >= COLON_WORDS)
}

/**
 * Whether adjacent lines are one paragraph: they have the length of wrapped lines, and continue a sentence or are full, so that
 * the first word of the next line would not have fitted.
 */
function isWrapped(lines: string[]): boolean {
  const { min, max } = WRAPPED_LENGTH
  const inner = lines.slice(0, -1)
  if (inner.length === 0 || inner.some((line) => line.length < min || line.length > max)) return false
  const goingOn = lines.slice(1).filter((line) => /^(?:\p{Ll}|\p{Lo})/u.test(line)).length
  const isWide = inner.every((line) => line.length >= NARROW_LENGTH)
  if (goingOn >= inner.length * (isWide ? 1 / 3 : 1 / 2)) return true
  const width = Math.max(...lines.map((line) => line.length))
  const isFull = inner.every((line, at) => `${line} ${lines[at + 1]?.split(' ')[0]}`.length > width)
  return isWide && isFull && !inner.some((line) => endsSentence(line)) && endsSentence(lines.at(-1) ?? '')
}

const TEASER_WORDS = 8
const LISTED_WORDS = 45
const OUTLET_WORDS = 5
/** The characters that a teaser and its paragraph must share at the start to be compared. */
const SAME_START = 30
const DATELINE = /^.{3,60}?\s[–—-]+\s+/u
const TITLE_WORDS = { min: 3, max: 25 }
/** How far from the top a title may be, and how far a teaser from the paragraph that it repeats. */
const TITLE_REACH = 60
const TEASER_REACH = 3

/** Makes straight and curly quotation marks equal. Keeps the length. */
const fold = (text: string) => text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"')

/** Finds the indexes of title blocks: a title occurs more than once, or again at the end of a breadcrumb. */
export function findTitles(blocks: Block[]): Set<number> {
  const texts = blocks.map((block) => fold(block.text).toLowerCase())
  const holds = (at: number, title: string) => {
    const text = texts[at] ?? ''
    return text === title || (blocks[at]?.isProse === false && text.endsWith(title))
  }
  const title = texts
    .slice(0, TITLE_REACH)
    .find((text, index) => canBeTitle(blocks[index]) && texts.some((_, at) => at !== index && holds(at, text)))
  return new Set(title === undefined ? [] : [...blocks.keys()].filter((at) => holds(at, title)))
}

function canBeTitle(block: Block | undefined): boolean {
  if (!block || block.words < TITLE_WORDS.min || block.words > TITLE_WORDS.max) return false
  return !block.isProse || /[?؟]$/u.test(block.text)
}

export interface Teaser {
  index: number
  /** The name that the teaser adds to the paragraph, usually the outlet's; empty if none. */
  outlet: string
}

/** Finds teasers: blocks that repeat the beginning of a paragraph soon after them, whole or truncated. */
export function findTeasers(blocks: Block[]): Teaser[] {
  const long = blocks
    .map(({ text, isProse, isTruncated, words }, index) => ({
      text,
      index,
      isLong: (isProse || isTruncated) && words >= TEASER_WORDS,
    }))
    .filter(({ isLong }) => isLong)
  return long.flatMap(({ text, index }, at) => {
    const later = long.slice(at + 1, at + 1 + TEASER_REACH)
    const teaser = later.map((paragraph) => matchTeaser(text, paragraph.text)).find((match) => match !== undefined)
    return teaser ? [{ index, ...teaser }] : []
  })
}

function matchTeaser(teaser: string, paragraph: string): Omit<Teaser, 'index'> | undefined {
  const whole = alignTeaser(fold(teaser), fold(paragraph))
  if (whole) return { outlet: findOutlet(teaser.slice(whole.end), teaser.slice(0, whole.start)) }
  // A teaser often omits the dateline. Text before it is then another dateline, not a name.
  const bare = alignTeaser(fold(teaser), fold(paragraph).replace(DATELINE, ''))
  return bare && { outlet: findOutlet(teaser.slice(bare.end)) }
}

/** Finds the part of the teaser that is the beginning of the paragraph; absent if much else is left. */
function alignTeaser(teaser: string, paragraph: string): { start: number; end: number } | undefined {
  const start = teaser.indexOf(paragraph.slice(0, SAME_START))
  if (start === -1) return undefined
  let length = 0
  while (length < paragraph.length && teaser[start + length] === paragraph[length]) length++
  // Different words may start alike, and an ellipsis hides the end of the last word.
  const isWhole = length === paragraph.length || start + length === teaser.length
  const end = isWhole ? start + length : teaser.lastIndexOf(' ', start + length)
  const left = teaser.slice(end).trim()
  const isLittle = left === '' || left.split(' ').length <= OUTLET_WORDS
  return isLittle && countWords(teaser.slice(start, end)) >= TEASER_WORDS - 1 ? { start, end } : undefined
}

/** Returns the text after the repeated paragraph, else the text before it, if it is short enough for a name. */
function findOutlet(...additions: string[]): string {
  const names = additions.map((addition) => addition.replace(/^[\s\p{Pd}|(]+|[\s\p{Pd}|:)]+$/gu, ''))
  return names.find((name) => /^\p{L}[^.…]*$/u.test(name) && name.split(' ').length <= OUTLET_WORDS) ?? ''
}

/**
 * Finds lists of other stories: below a heading, headlines with one short paragraph each. An article with short sections looks
 * the same until a section has a second paragraph.
 */
export function findListed(blocks: Block[]): Set<number> {
  const isHeading = (index: number) => blocks[index]?.isProse === false
  const isListed = (index: number) => {
    const block = blocks[index]
    const isStory = block !== undefined && (block.isProse || block.isTruncated) && block.words <= LISTED_WORDS
    return isStory && isHeading(index - 1) && blocks[index + 1]?.isProse !== true
  }
  const isPair = (index: number) => blocks[index]?.isProse === true && blocks[index + 1]?.isProse === true
  const hasBodyBefore = (index: number) => [...blocks.keys()].slice(0, index - 1).some(isPair)
  const listed = new Set<number>()
  for (let index = 2; index < blocks.length; index++) {
    if (!isHeading(index - 2) || listed.has(index)) continue
    const stories: number[] = []
    for (let at = index; isListed(at); at += 2) stories.push(at)
    const next = (stories.at(-1) ?? index) + 1
    const goesOn = isHeading(next) && isPair(next + 1) && !hasBodyBefore(index)
    if (stories.length > 1 && !goesOn) for (const story of stories) listed.add(story)
  }
  return listed
}
