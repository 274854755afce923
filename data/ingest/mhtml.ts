/**
 * The page inside a web archive (`.mhtml`, RFC 2557), as browsers save one: a multipart message whose root part is HTML.
 * Libraries for mail decode a part to text by its header and join all HTML parts, frames with advertisements too; here the
 * page's own bytes are needed, so that its encoding is found as for any other page.
 */

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
