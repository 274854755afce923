/**
 * Text search that forgives what a reader's keyboard decides. Texts are compared folded: compatibility forms unified
 * (Unicode NFKD), marks and format characters gone (accents, Arabic vowel signs, zero-width joiners), case gone, and
 * letters and digits that differ only between the Arabic and the Persian keyboard made one. No I/O.
 */

/** Marks, format characters such as ZWNJ and bidi controls, and the tatweel, which only stretches a word. */
const IGNORED = /[\p{M}\p{Cf}\u0640]/gu

const VARIANTS: Record<string, string> = {
  // Farsi yeh, alef maksura, yeh barree; keheh; heh goal, ae; teh marbuta.
  '\u06cc': '\u064a',
  '\u0649': '\u064a',
  '\u06d2': '\u064a',
  '\u06a9': '\u0643',
  '\u06c1': '\u0647',
  '\u06d5': '\u0647',
  '\u0629': '\u0647',
  // Typographic quotes and dashes.
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
}
const VARIANT = new RegExp(`[${Object.keys(VARIANTS).join('')}]`, 'gu')
const ARABIC_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/gu

/** Upper case, since only there do ß and ss, and both forms of the small sigma, meet. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(IGNORED, '')
    .replace(VARIANT, (letter) => VARIANTS[letter] ?? letter)
    .replace(ARABIC_DIGIT, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .toUpperCase()
}

/** The words of a query, folded; none when it has nothing but spaces and marks. */
export function listWords(query: string): string[] {
  return fold(query)
    .split(/\s+/)
    .filter((word) => word !== '')
}
