/** The language of a text, where its letters or its commonest words leave little doubt; absent otherwise. Pure. */

const ENGLISH_WORDS = new Set(['the', 'of', 'and', 'to', 'in', 'a', 'that', 'said', 'was', 'for'])
/** English running text has about one such word in four. */
const ENGLISH_SHARE = 0.15

/** A BCP 47 tag. */
export function detectLanguage(text: string): string | undefined {
  const letters = text.match(/\p{L}/gu) ?? []
  const share = (script: RegExp) => letters.filter((letter) => script.test(letter)).length / letters.length
  // Letters that Persian has and Arabic has not; Urdu and Kurdish have letters of their own besides.
  if (share(/\p{Script=Arabic}/u) > 0.5) {
    if (/[ٹڈڑےێڵ]/u.test(text)) return undefined
    return /[پچژگ]/u.test(text) ? 'fa' : 'ar'
  }
  if (share(/\p{Script=Latin}/u) < 0.5) return undefined
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  return words.filter((word) => ENGLISH_WORDS.has(word)).length / words.length > ENGLISH_SHARE ? 'en' : undefined
}
