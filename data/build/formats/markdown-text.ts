/** Text as Markdown that shows it letter for letter (CommonMark 0.31, and GitHub's additions to it). */
import { dropControls } from './text.ts'

const SPECIAL = /[\\`*_[\]<>&#|~$@]/g
/** GitHub makes links of bare addresses; nothing but a checked address may be one. */
const BARE_ADDRESS = /:(?=\/\/)|(?<=\bwww)\./gi
/** What would begin a list or underline a heading. */
const LINE_START = /^(\d{0,9})([-+=.)])/

/** Letters written from right to left, and marks that set a direction. */
const BIDIRECTIONAL =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** No character of `text` has a meaning in Markdown, wherever in a line it is put. */
export function escapeMarkdown(text: string): string {
  const escaped = dropControls(text).replace(SPECIAL, '\\$&').replace(BARE_ADDRESS, '\\$&')
  return isolate(escaped.replace(LINE_START, '$1\\$2'))
}

/** First strong isolate … pop directional isolate (UAX #9): a text in another direction leaves the words around it alone. */
function isolate(text: string): string {
  return BIDIRECTIONAL.test(text) ? `\u2068${text}\u2069` : text
}

/** An inline link's or a definition's destination. */
export function writeDestination(url: string): string {
  return `<${url.replace(/[<>\\`]|\p{Cc}/gu, (character) => encodeURIComponent(character))}>`
}

export function writeLink(words: string, url: string): string {
  return `[${escapeMarkdown(words)}](${writeDestination(url)})`
}
