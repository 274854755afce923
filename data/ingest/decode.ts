/**
 * The text of a saved page. UTF-8 is tried first, because text in another encoding is almost never valid UTF-8, while many
 * pages name a wrong encoding; then what the server or the page states; then a guess from the bytes.
 */
import { detect } from 'chardet'

/** Bytes that are no UTF-8 are accepted as damage while there is one for this many characters that are. */
const DAMAGE_SHARE = 20
/** ISO-2022-JP is ASCII with escape sequences, so it passes as UTF-8. */
const ISO_2022_JP = ['$@', '$B', '(B', '(J'].map((sequence) => `\u001b${sequence}`)
const FALLBACK = 'windows-1252'
const NOT_MARKUP = /<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1\s*>/gi
const STATED_IN_MARKUP =
  /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.:-]+)/gi
const BOMS = [
  { label: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { label: 'utf-16le', bytes: [0xff, 0xfe] },
  { label: 'utf-16be', bytes: [0xfe, 0xff] },
] as const

/** The encoding that a byte order mark names. */
export function readByteOrderMark(bytes: Uint8Array): string | undefined {
  return BOMS.find((bom) => bom.bytes.every((byte, index) => bytes[index] === byte))?.label
}

/** `contentType` is what came with the page, such as `text/html; charset=windows-1251`. Never throws. */
export function decodeHtml(bytes: Uint8Array, contentType = ''): string {
  const marked = readByteOrderMark(bytes)
  if (marked !== undefined) return new TextDecoder(marked).decode(bytes)
  const asUtf8 = new TextDecoder().decode(bytes)
  if (isUtf8(asUtf8))
    return ISO_2022_JP.some((sequence) => asUtf8.includes(sequence))
      ? new TextDecoder('iso-2022-jp').decode(bytes)
      : asUtf8
  const stated = [/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1], ...listStatedInMarkup(bytes)]
  for (const label of [...stated, detect(bytes)]) {
    const decoder = label && createDecoder(label)
    if (decoder && decoder.encoding !== 'utf-8') return decoder.decode(bytes)
  }
  return new TextDecoder(FALLBACK).decode(bytes)
}

function isUtf8(decoded: string): boolean {
  const damage = decoded.match(/\uFFFD/g)?.length ?? 0
  if (damage === 0) return true
  const characters = decoded.match(/[\u0080-\uFFFC]/g)?.length ?? 0
  return characters >= damage * DAMAGE_SHARE
}

/** In the whole document, not only in its first kilobyte, where a browser looks. */
function listStatedInMarkup(bytes: Uint8Array): string[] {
  const markup = new TextDecoder('latin1').decode(bytes).replace(NOT_MARKUP, '')
  return [...markup.matchAll(STATED_IN_MARKUP)].map(([, meta, xml]) => meta ?? xml ?? '')
}

function createDecoder(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label)
  } catch {
    return undefined
  }
}
