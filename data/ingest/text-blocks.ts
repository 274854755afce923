/**
 * A saved page's text as blocks: a paragraph, a headline, a menu's entry. What a block is follows from its form alone
 * (how long it is, how it ends), never from its words. Pure.
 */
import { normaliseText } from '../citations/locate.ts'

/** `firstLine` to `lastLine` of a document, counted from 1, both included. */
export interface LineRange {
  firstLine: number
  lastLine: number
}

export interface Block extends LineRange {
  /** Normalised. */
  text: string
  words: number
  /** A paragraph ends as a sentence does; a headline, a menu's entry or a button does not. */
  isProse: boolean
  /** Broken off by an ellipsis, as teasers are. */
  isTruncated: boolean
}

const CLOSERS = '["\'”’»)\\]›」』\u200e\u200f]*'
const SENTENCE_END = new RegExp(`[.!?؟۔。！？]${CLOSERS}$`, 'u')
const COLON_END = new RegExp(`:${CLOSERS}$`, 'u')
const ELLIPSIS_END = /(?:\.{3}|…)$/u
/** Without an end of a sentence, only a long block is a paragraph. */
const LONG_WORDS = 25
const COLON_WORDS = 10
/** A line of a paragraph that somebody's program has wrapped is at most as long as a screen's or a letter's line. */
const WRAPPED_LENGTH = { min: 8, max: 100 }
/** Shorter lines may be a menu's, so more of them must go on in the middle of a sentence. */
const NARROW_LENGTH = 40

const WORDS = new Intl.Segmenter('en', { granularity: 'word' })

export function countWords(text: string): number {
  return [...WORDS.segment(text)].filter((segment) => segment.isWordLike).length
}

/** Every block of a document in order, with the lines on which it stands. */
export function listBlocks(document: string): Block[] {
  const blocks: Block[] = []
  let group: { text: string; line: number }[] = []
  const flush = () => {
    if (isWrapped(group.map(({ text }) => text))) blocks.push(createBlock(group))
    else blocks.push(...group.map((line) => createBlock([line])))
    group = []
  }
  document.split(/\r\n|\r|\n/).forEach((line, index) => {
    const text = normaliseText(line)
    if (text === '') flush()
    else group.push({ text, line: index + 1 })
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

function endsAsProse(text: string, words: number): boolean {
  return SENTENCE_END.test(text) || words >= LONG_WORDS || (COLON_END.test(text) && words >= COLON_WORDS)
}

/** Adjacent lines are one paragraph when they are of a line's length and go on in the middle of a sentence. */
function isWrapped(lines: string[]): boolean {
  const { min, max } = WRAPPED_LENGTH
  const inner = lines.slice(0, -1)
  const goingOn = lines.slice(1).filter((line) => /^(?:\p{Ll}|\p{Lo})/u.test(line)).length
  const share = inner.every((line) => line.length >= NARROW_LENGTH) ? 1 / 3 : 1 / 2
  return (
    inner.length > 0 &&
    inner.every((line) => line.length >= min && line.length <= max) &&
    goingOn >= inner.length * share
  )
}
