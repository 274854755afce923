/** Published files contain a placeholder for the origin. The Worker replaces it with its public origin when it serves them. */
import { ORIGIN_PLACEHOLDER } from '../../data/build/urls.ts'

/** Maximum length of an iCalendar line without its line break (RFC 5545, 3.1). */
const MAX_LINE_OCTETS = 75

export function replaceOrigin(text: string, type: string, origin: string): string {
  if (!type.startsWith('text/calendar')) return text.replaceAll(ORIGIN_PLACEHOLDER, origin)
  // Unfolds and folds again, since a fold may split the placeholder, and the origin has another length.
  const lines = text
    .replaceAll(/\r\n[ \t]/g, '')
    .replaceAll(ORIGIN_PLACEHOLDER, origin)
    .split('\r\n')
  return lines.map(foldLine).join('\r\n')
}

/** Folds a line between characters, never within one. */
function foldLine(line: string): string {
  let folded = ''
  let octets = 0
  for (const character of line) {
    const size = countOctets(character.codePointAt(0) ?? 0)
    if (octets + size > MAX_LINE_OCTETS) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += size
  }
  return folded
}

/** Length in UTF-8 (RFC 3629, 3). */
function countOctets(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}
