/** What any text must lose before it goes into a format that is not JSON. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g

/**
 * Characters that XML 1.0 (2.2) and iCalendar (RFC 5545, 3.1) forbid, and halves of surrogate pairs, become U+FFFD.
 * Joiners, combining marks and marks of direction are text, and stay.
 */
export function dropControls(text: string): string {
  return text.toWellFormed().replace(FORBIDDEN, '\ufffd')
}

/** `1 event`, `2 events`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
