/** Measures text in Arial: its width and its lines. Nearly every machine has a font with these widths. Pure. */

/** Advance widths of U+0020 to U+007E, in thousandths of the font's size. */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
]
const FIRST = 0x20
const OTHERS: Record<string, number> = {
  '\u00a0': 278,
  '’': 222,
  '‘': 222,
  '“': 333,
  '”': 333,
  '·': 278,
  '–': 556,
  '—': 1000,
}
const OTHER = 600
/** From this code point on, characters are as wide as high. */
const WIDE_FROM = 0x2e80
const WIDE = 1000

/** Returns px at a font size in px. Bold is about 7 % wider. */
export function measureText(text: string, size: number, isBold = false): number {
  let sum = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    sum += WIDTHS[code - FIRST] ?? OTHERS[character] ?? (code < WIDE_FROM ? OTHER : WIDE)
  }
  return ((sum * size) / 1000) * (isBold ? 1.07 : 1)
}

/** Counts the lines that unbreakable boxes of these widths fill side by side, with a gap between them. At least one. */
export function countRuns(widths: number[], gap: number, available: number): number {
  let lines = 1
  let used = 0
  for (const width of widths) {
    const next = used === 0 ? width : used + gap + width
    if (next > available && used > 0) {
      lines++
      used = width
    } else used = next
  }
  return lines
}

/** Counts the lines that a text fills, broken at spaces and after hyphens. */
export function countLines(text: string, size: number, available: number, isBold = false): number {
  const words = text.split(/ |(?<=\w-)/).map((word) => measureText(word, size, isBold))
  return countRuns(words, measureText(' ', size, isBold), available)
}
