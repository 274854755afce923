/**
 * Decodes a saved page, and extracts the page from a web archive (MHTML). Tries UTF-8 first: text in another encoding is almost
 * never valid UTF-8, and many pages state a wrong encoding. Then the encodings that server or page state; then a guess.
 */
import { analyse } from 'chardet'

/** At most one invalid byte per this many characters is accepted as damage. */
const DAMAGE_SHARE = 20
/** ISO-2022-JP is ASCII with escape sequences, so it passes as UTF-8. */
const ISO_2022_JP = ['$@', '$B', '(B', '(J'].map((sequence) => `\u001b${sequence}`)
const FALLBACK = 'windows-1252'
/** Encodings with one byte per character: a single invalid byte means that the text is in another encoding. */
const SINGLE_BYTE = /^(?:iso-8859|windows-|koi8|macintosh|x-mac|ibm)/
const FOREIGN_SHARE = 0.4
const NOT_MARKUP = /<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1\s*>/gi
const STATED_IN_MARKUP = /<meta\b[^>]*>|^\s*<\?xml\b[^>]*>/gi
const CONTENT = /\bcontent\s*=\s*(?:"[^"]*"|'[^']*')/i
const BOMS = [
  { label: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { label: 'utf-16le', bytes: [0xff, 0xfe] },
  { label: 'utf-16be', bytes: [0xfe, 0xff] },
] as const
/** How many bytes to examine for UTF-16 without a mark: markup begins with ASCII, whose every second byte is 0. */
const UNMARKED_BYTES = 32

/** The encoding shown by a byte order mark, or by ASCII in UTF-16 at the beginning. */
export function readByteOrderMark(bytes: Uint8Array): string | undefined {
  const marked = BOMS.find((bom) => bom.bytes.every((byte, index) => bytes[index] === byte))
  if (marked) return marked.label
  const start = [...bytes.subarray(0, UNMARKED_BYTES)]
  const isAscii = (at: number) => start.every((byte, index) => (byte === 0) === (index % 2 !== at))
  if (start.length < 2) return undefined
  return isAscii(0) ? 'utf-16le' : isAscii(1) ? 'utf-16be' : undefined
}

/** Decodes HTML. `contentType` is the server's, such as `text/html; charset=windows-1251`. Never throws. */
export function decodeHtml(bytes: Uint8Array, contentType = ''): string {
  const marked = readByteOrderMark(bytes)
  if (marked !== undefined) return new TextDecoder(marked).decode(bytes)
  // A page may be cut off in the middle of a character.
  const asUtf8 = new TextDecoder().decode(bytes, { stream: true })
  if (isIntact(asUtf8))
    return ISO_2022_JP.some((sequence) => asUtf8.includes(sequence))
      ? new TextDecoder('iso-2022-jp').decode(bytes)
      : asUtf8
  const stated = [/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1], ...listStatedInMarkup(bytes)]
  const guessed = analyse(bytes).map(({ name }) => name)
  let damaged: string | undefined
  for (const label of [...stated, ...guessed]) {
    const decoder = label && createDecoder(label)
    if (!decoder || decoder.encoding.startsWith('utf-')) continue
    const decoded = decoder.decode(bytes)
    if (decoder.encoding === FALLBACK && guessed[0] !== label && isForeign(decoded)) {
      damaged ??= decoded
      continue
    }
    if (SINGLE_BYTE.test(decoder.encoding) ? !decoded.includes('\uFFFD') : isIntact(decoded)) return decoded
    damaged ??= decoded
  }
  return damaged ?? new TextDecoder(FALLBACK).decode(bytes)
}

/**
 * Whether what was decoded as Western is another script: templates say `iso-8859-1` of pages in Arabic or Russian, too. No
 * language with Latin letters has as many beyond ASCII.
 */
function isForeign(decoded: string): boolean {
  const letters =
    decoded
      .replace(NOT_MARKUP, '')
      .replace(/<[^>]*>/g, '')
      .match(/\p{L}/gu) ?? []
  return letters.filter((letter) => letter > '\u007f').length > letters.length * FOREIGN_SHARE
}

/** Whether these bytes are of the encoding in which they were decoded. */
function isIntact(decoded: string): boolean {
  const damage = decoded.match(/\uFFFD/g)?.length ?? 0
  if (damage === 0) return true
  const characters = decoded.match(/[\u0080-\uFFFC]/g)?.length ?? 0
  return characters >= damage * DAMAGE_SHARE
}

/** Searches the whole document, not only the first kilobyte like a browser. Skips descriptions that mention encodings. */
function listStatedInMarkup(bytes: Uint8Array): string[] {
  const markup = new TextDecoder('latin1').decode(bytes).replace(NOT_MARKUP, '')
  return [...markup.matchAll(STATED_IN_MARKUP)].flatMap(([tag]) => {
    const attributes = /http-equiv\s*=\s*["']?content-type/i.test(tag) ? tag : tag.replace(CONTENT, '')
    return /\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)/i.exec(attributes)?.[1] ?? []
  })
}

function createDecoder(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label)
  } catch {
    return undefined
  }
}

export interface ArchivedPage {
  bytes: Uint8Array
  contentType: string
  /** The URL of the page. */
  url?: string
  /** The subject of the message. */
  title?: string
}

interface Part {
  headers: Map<string, string>
  /** Latin-1: one character per byte. */
  body: string
}

const MAX_NESTING = 8
/** A byte order mark and empty lines before a message. */
const LEADING = /^(?:ï»¿)?\s*/
const HTML_TYPE = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i

/** Whether a file begins like a MIME message, multipart or with only the page. */
export function isArchive(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 8192)).replace(LEADING, '')
  const [headers = ''] = start.split(/\r?\n\r?\n/)
  const isPage = /^content-type:\s*text\/html/im.test(headers) && /^mime-version:/im.test(headers)
  return /^[\w-]+:/.test(start) && (isPage || /^content-type:\s*multipart\//im.test(headers))
}

/** Extracts the page from a web archive. Absent when the message has no HTML part. */
export function readArchive(bytes: Uint8Array): ArchivedPage | undefined {
  // Not TextDecoder('latin1'), which is windows-1252 and would change bytes.
  const message = parsePart(Buffer.from(bytes).toString('latin1').replace(LEADING, ''))
  const pages = listParts(message, 0).filter(({ headers }) => HTML_TYPE.test(headers.get('content-type') ?? ''))
  const saved = message.headers.get('snapshot-content-location')
  const start = readParameter(message.headers.get('content-type') ?? '', 'start')
  const whole =
    pages.find(({ headers }) => saved !== undefined && headers.get('content-location') === saved) ??
    pages.find(({ headers }) => start !== undefined && headers.get('content-id') === start) ??
    pages[0]
  const page = whole && chooseFrame(whole, pages)
  if (!page) return undefined
  const url = saved ?? page.headers.get('content-location') ?? message.headers.get('content-location')
  return {
    bytes: decodeBody(page),
    contentType: page.headers.get('content-type') ?? '',
    ...(url !== undefined && /^https?:/i.test(url) ? { url } : {}),
    ...(message.headers.has('subject') ? { title: decodeHeader(message.headers.get('subject') ?? '') } : {}),
  }
}

/** Decodes encoded words (RFC 2047), such as `=?utf-8?Q?caf=C3=A9?=`. A character may continue in the next word. */
function decodeHeader(header: string): string {
  const words = header.replace(/(\?=)\s+(?==\?)/g, '$1')
  return words.replace(/(?:=\?[\w.-]+\?[QB]\?[^?\s]*\?=)+/gi, (encoded) => {
    const parts = [...encoded.matchAll(/=\?([\w.-]+)\?([QB])\?([^?\s]*)\?=/gi)]
    const bytes = parts.map(([, , encoding, body = '']) =>
      encoding?.toUpperCase() === 'B' ? Buffer.from(body, 'base64') : decodeQuotedPrintable(body.replaceAll('_', ' ')),
    )
    return createDecoder(parts[0]?.[1] ?? '')?.decode(Buffer.concat(bytes)) ?? encoded
  })
}

/** A page with less text only holds frames. */
const FRAME_CHARACTERS = 300

/** Chooses the page itself, or its longest frame if the page has little more than frames. */
function chooseFrame(whole: Part, pages: Part[]): Part {
  const measure = (part: Part) =>
    Buffer.from(decodeBody(part))
      .toString('latin1')
      .replace(NOT_MARKUP, '')
      .replace(/<[^>]*>|\s+/g, ' ').length
  if (pages.length < 2 || measure(whole) >= FRAME_CHARACTERS) return whole
  return pages.reduce((longest, page) => (measure(page) > measure(longest) ? page : longest), whole)
}

function parsePart(text: string): Part {
  const end = /\r?\n\r?\n|^\r?\n/.exec(text)
  const head = end ? text.slice(0, end.index) : text
  const body = end ? text.slice(end.index + end[0].length) : ''
  const headers = new Map<string, string>()
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([\w-]+):\s*(.*?)\s*$/.exec(line) ?? []
    if (name && value !== undefined && !headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value)
  }
  return { headers, body }
}

/** Lists the parts of a message in order, with nested parts; a message that is not multipart is its only part. */
function listParts(part: Part, depth: number): Part[] {
  const type = part.headers.get('content-type') ?? ''
  const boundary = readParameter(type, 'boundary')
  if (!/^\s*multipart\//i.test(type) || boundary === undefined || depth > MAX_NESTING) return [part]
  const parts: Part[] = []
  let lines: string[] | undefined
  for (const line of part.body.split('\n')) {
    const bare = line.trimEnd()
    if (bare !== `--${boundary}` && bare !== `--${boundary}--`) {
      lines?.push(line)
      continue
    }
    if (lines) parts.push(parsePart(lines.join('\n')))
    lines = bare.endsWith('--') && bare !== `--${boundary}` ? undefined : []
  }
  // An archive that was cut off while it was saved has no last boundary.
  if (lines && lines.length > 0) parts.push(parsePart(lines.join('\n')))
  return parts.flatMap((inner) => listParts(inner, depth + 1))
}

function readParameter(header: string, name: string): string | undefined {
  const [, quoted, bare] = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(header) ?? []
  return quoted ?? bare
}

function decodeBody({ headers, body }: Part): Uint8Array {
  switch (headers.get('content-transfer-encoding')?.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64')
    case 'quoted-printable':
      return decodeQuotedPrintable(body.replace(/[ \t]+(?=\r?\n|$)/g, '').replace(/=\r?\n/g, ''))
    default:
      return Buffer.from(body, 'latin1')
  }
}

const decodeQuotedPrintable = (text: string) =>
  Buffer.from(
    text.replace(/=([\dA-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
