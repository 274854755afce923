/** Reads a saved page from a file or URL. Expected errors are returned as values with a message for the editor. */
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { type Failure, fail } from '../checks/finding.ts'
import { isArchive, readArchive, readByteOrderMark } from './decode.ts'

export interface RawPage {
  kind: 'html' | 'text'
  bytes: Uint8Array
  /** May name the encoding of HTML. */
  contentType?: string
  /** The final URL of a fetched page, or the URL in an archive. */
  url?: string
  /** The title in an archive. */
  title?: string
}

const FETCH_TIMEOUT_MS = 15_000
const MAX_BYTES = 5_000_000
/** An archive also contains the page's images. */
const MAX_ARCHIVE_BYTES = 40_000_000
const HTML_TYPES = ['text/html', 'application/xhtml+xml']
const HTML_START_BYTES = 4096
const HTML_START =
  /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|title|meta|base|body|main|article|section|header|div|table|h[1-6]|p)\b[^<]*>/i
/** The first bytes (Latin-1) of other formats, and what to do about them. */
const OTHER_FORMATS: { start: string | RegExp; remedy: string }[] = [
  { start: '%PDF-', remedy: 'a PDF; open it, select its text, and paste that text or save it as a .txt file' },
  {
    start: 'PK\u0003\u0004',
    remedy: 'a zip file, as Word and some archives write it; save the page as HTML, or copy its text',
  },
  { start: /^(?:\u00ff\u00fe\0\0|\0\0\u00fe\u00ff)/, remedy: 'UTF-32; save it as UTF-8' },
  { start: '\u001f\u008b', remedy: 'compressed with gzip; unpack it first' },
  { start: '{\\rtf', remedy: 'rich text (RTF); save it as plain text in UTF-8' },
  { start: '\u00d0\u00cf\u0011\u00e0', remedy: 'an Office document; save it as plain text in UTF-8' },
  {
    start: /^bplist00|^[^{]{0,400}<plist\b/,
    remedy: 'a Safari web archive; save the page as “Page Source”, or copy its text',
  },
  {
    start: /^(?:ï»¿)?\s*(?:<\?[^>]*>\s*|<!--[\s\S]*?-->\s*)*<(?:rss|feed|rdf:RDF)\b/i,
    remedy: 'a feed, not a page; open the article in a browser and save that page',
  },
]

const isAddress = (location: string) => /^https?:\/\//i.test(location)

/** Reads a page; `location` is a path or an http(s) URL. The limit is 5 MB, for a web archive 40 MB. */
export async function readPage(location: string, timeoutMs = FETCH_TIMEOUT_MS): Promise<RawPage | Failure> {
  if (!isAddress(location)) {
    const bytes = await readFileBounded(location)
    return 'kind' in bytes ? bytes : classifyPage(bytes, location)
  }
  const page = await fetchPage(location, timeoutMs)
  if (page.kind === 'failure') return page
  return page.bytes.length > MAX_BYTES ? failTooLong(location, MAX_BYTES) : checkText(page, location)
}

/** Classifies the bytes of a saved page: HTML, HTML in a web archive, or text. */
export function classifyPage(bytes: Uint8Array, name: string): RawPage | Failure {
  const beginning = Buffer.from(bytes.subarray(0, HTML_START_BYTES)).toString('latin1')
  const other = OTHER_FORMATS.find(({ start }) =>
    typeof start === 'string' ? beginning.trimStart().startsWith(start) : start.test(beginning),
  )
  if (other) return fail(`${name} is ${other.remedy}`)
  const isHtmlAtOnce = HTML_START.test(beginning.replace(/^ï»¿/, ''))
  const isArchived = isArchive(bytes) || (/\.mht(?:ml)?$/i.test(name) && !isHtmlAtOnce)
  if (bytes.length > (isArchived ? MAX_ARCHIVE_BYTES : MAX_BYTES))
    return failTooLong(name, isArchived ? MAX_ARCHIVE_BYTES : MAX_BYTES)
  if (isArchived) {
    const page = readArchive(bytes)
    return page ? { kind: 'html', ...page } : fail(`${name} is a web archive without a page; save the page as HTML`)
  }
  const start = new TextDecoder(readByteOrderMark(bytes) ?? 'utf-8').decode(bytes.subarray(0, HTML_START_BYTES))
  const isHtml = /\.(?:x?html?|mht(?:ml)?)$/i.test(name) || HTML_START.test(start)
  return checkText({ kind: isHtml ? 'html' : 'text', bytes }, name)
}

function checkText(page: RawPage, name: string): RawPage | Failure {
  const isWide = readByteOrderMark(page.bytes) !== undefined
  if (!isWide && page.bytes.includes(0))
    return fail(`${name} is neither text nor HTML; save the page as HTML, or copy its text`)
  return page
}

function failTooLong(name: string, limit: number): Failure {
  return fail(`${name} is longer than ${limit / 1e6} MB; save only the article`)
}

/** Reads only regular files: a pipe or a device may never end. */
async function readFileBounded(path: string): Promise<Uint8Array | Failure> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const stats = await file.stat()
      if (stats.isDirectory()) return fail(`${path} is a folder; name one saved page`)
      if (!stats.isFile()) return fail(`${path} is not a regular file; save the page as a file`)
      if (stats.size > MAX_ARCHIVE_BYTES) return failTooLong(path, MAX_BYTES)
      return await file.readFile()
    } finally {
      await file.close()
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return fail(code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read: ${message}`)
  }
}

async function fetchPage(address: string, timeoutMs: number): Promise<RawPage | Failure> {
  try {
    const response = await fetch(address, {
      headers: { accept: 'text/html, application/xhtml+xml, text/plain;q=0.5' },
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!response.ok) return fail(`${address} answered ${response.status}; open it in a browser and save the page`)
    const contentType = response.headers.get('content-type') ?? ''
    const type = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
    const isHtml = HTML_TYPES.includes(type)
    if (!isHtml && type !== 'text/plain')
      return fail(`${address} is ${type || 'of no stated type'} and not HTML; save what it shows as text`)
    const bytes = await readLimited(response)
    return { kind: isHtml ? 'html' : 'text', bytes, contentType, url: response.url }
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') return fail(`${address} did not answer within ${timeoutMs / 1000} s`)
    const { message, cause } = error as Error
    return fail(`${address} cannot be reached: ${cause instanceof Error ? cause.message : message}`)
  }
}

/** Stops one chunk after the limit, so that the length shows that it was exceeded. */
async function readLimited(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    length += chunk.length
    if (length > MAX_BYTES) break
  }
  return Buffer.concat(chunks)
}
