/** Receipts: identify a passage of a source so that anyone who has the source can check it. Pure. */
import type { Citation, Locator } from '../schema/entities.ts'
import { sha256Hex } from './sha256.ts'

/** Returns the text in NFC, with each run of white space as one space, trimmed. Offsets of locators refer to this text. */
export function normaliseText(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim()
}

/** Returns the normalised body of a saved document: `firstLine` to `lastLine`, counted from 1, both included. */
export function extractBody(document: string, lines: { firstLine: number; lastLine: number }): string {
  return normaliseText(
    document
      .split(/\r\n|\r|\n/)
      .slice(lines.firstLine - 1, lines.lastLine)
      .join('\n'),
  )
}

/** `start` and `end` count UTF-16 code units of the normalised `body`; `end` is exclusive. */
export async function createLocator(body: string, start: number, end: number): Promise<Locator> {
  return { start, end, sha256: await sha256Hex(body.slice(start, end)) }
}

/** Returns the receipt of a passage of an article's normalised body, with a text fragment if the article has a URL. */
export async function createCitation(
  { id, url }: { id: string; url?: string },
  body: string,
  { start, end }: { start: number; end: number },
): Promise<Citation> {
  return {
    article: id,
    locator: await createLocator(body, start, end),
    ...(url === undefined ? {} : { textFragmentUrl: createTextFragmentUrl(url, body.slice(start, end)) }),
  }
}

/** Returns a key that is equal for locators of the same passage. */
export function nameLocator({ start, end, sha256 }: Locator): string {
  return `${start}-${end}-${sha256}`
}

/** Returns every occurrence of `words`, normalised, in `body`. `first words … last words` also matches the text between. */
export function findPassages(body: string, words: string): { start: number; end: number }[] {
  const normalised = normaliseText(words)
  // The source itself may contain an ellipsis.
  const [first = '', ...others] = body.includes(normalised) ? [normalised] : normalised.split(/ ?(?:…|\.\.\.) ?/u)
  const last = others.at(-1)
  const places: { start: number; end: number }[] = []
  if (first === '') return places
  for (let start = body.indexOf(first); start !== -1; start = body.indexOf(first, start + 1)) {
    const at = last ? body.indexOf(last, start + first.length) : start
    if (at !== -1) places.push({ start, end: at + (last || first).length })
  }
  return places
}

export type Verdict = 'exact' | 'moved' | 'missing'

/** Checks whether the text at the locator's position has the locator's digest. */
export async function verifyLocator(body: string, locator: Locator): Promise<Exclude<Verdict, 'moved'>> {
  const { sha256 } = await createLocator(body, locator.start, locator.end)
  return locator.end <= body.length && sha256 === locator.sha256 ? 'exact' : 'missing'
}

const FRAGMENT_WORDS = 4

/**
 * Returns a URL that scrolls to the passage by its first and last words: `:~:text=start,end` (WICG Scroll to Text
 * Fragment). Only a few of each, so that the URL does not republish the passage.
 */
export function createTextFragmentUrl(url: string, passage: string): string {
  const words = passage.split(' ')
  const encode = (part: string[]) => encodeURIComponent(part.join(' ')).replace(/-/g, '%2D')
  const fragment =
    words.length <= 2 * FRAGMENT_WORDS
      ? encode(words)
      : `${encode(words.slice(0, FRAGMENT_WORDS))},${encode(words.slice(-FRAGMENT_WORDS))}`
  return `${url.split('#')[0]}#:~:text=${fragment}`
}

/** Returns the part of a citation's URL after `:~:text=`, if it has one. */
export function readTextFragment(citation: Citation): string | undefined {
  return citation.textFragmentUrl?.split('#:~:text=')[1]
}
