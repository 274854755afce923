/**
 * The text of a saved page, and the page inside a web archive. UTF-8 is tried first, because text in another encoding is almost
 * never valid UTF-8, while many pages name a wrong encoding; then what the server or the page states; then a guess from the bytes.
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

export interface ArchivedPage {
  bytes: Uint8Array
  contentType: string
  /** Where the page was saved from. */
  url?: string
}

interface Part {
  headers: Map<string, string>
  /** One character a byte. */
  body: string
}

const MAX_NESTING = 8
const HTML_TYPE = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i

/** Whether a file begins as such a message. */
export function isArchive(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 8192)).replace(/^ï»¿/, '')
  return /^[\w-]+:/.test(start) && /^content-type:\s*multipart\//im.test(start.split(/\r?\n\r?\n/)[0] ?? '')
}

/** Absent when the message has no HTML part. */
export function readArchive(bytes: Uint8Array): ArchivedPage | undefined {
  // Not TextDecoder('latin1'), which is windows-1252 and would change bytes.
  const message = parsePart(Buffer.from(bytes).toString('latin1').replace(/^ï»¿/, ''))
  const pages = listParts(message, 0).filter(({ headers }) => HTML_TYPE.test(headers.get('content-type') ?? ''))
  const saved = message.headers.get('snapshot-content-location')
  const start = readParameter(message.headers.get('content-type') ?? '', 'start')
  const page =
    pages.find(({ headers }) => saved !== undefined && headers.get('content-location') === saved) ??
    pages.find(({ headers }) => start !== undefined && headers.get('content-id') === start) ??
    pages[0]
  if (!page) return undefined
  const url = saved ?? page.headers.get('content-location') ?? message.headers.get('content-location')
  return {
    bytes: decodeBody(page),
    contentType: page.headers.get('content-type') ?? '',
    ...(url !== undefined && /^https?:/i.test(url) ? { url } : {}),
  }
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

/** The parts of a message in order, those of parts of parts included; a message of one part is that part. */
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
      return Buffer.from(
        body
          .replace(/[ \t]+(?=\r?\n|$)/g, '')
          .replace(/=\r?\n/g, '')
          .replace(/=([\dA-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      )
    default:
      return Buffer.from(body, 'latin1')
  }
}
