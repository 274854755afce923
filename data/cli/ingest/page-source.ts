/** Where a saved page comes from: a file, or an address. What goes wrong is a value with a message for an editor. */
import { readFile } from 'node:fs/promises'
import { type Failure, fail } from '../failure.ts'

export interface RawPage {
  kind: 'html' | 'text'
  bytes: Uint8Array
  /** For HTML, whose character set it may name. */
  contentType?: string
  /** Where it was found in the end, when it was fetched. */
  url?: string
}

const FETCH_TIMEOUT_MS = 15_000
const MAX_BYTES = 5_000_000
const HTML_TYPES = ['text/html', 'application/xhtml+xml']
const HTML_START_BYTES = 4096
const HTML_START = /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i

export const isAddress = (location: string) => /^https?:\/\//i.test(location)

export async function readPage(location: string, timeoutMs = FETCH_TIMEOUT_MS): Promise<RawPage | Failure> {
  const page = isAddress(location) ? await fetchPage(location, timeoutMs) : await readSavedPage(location)
  if (page.kind === 'failure') return page
  if (page.bytes.length > MAX_BYTES)
    return fail(`${location} is longer than ${MAX_BYTES / 1e6} MB; save the article alone`)
  if (page.bytes.includes(0))
    return fail(`${location} is neither text nor HTML; save the page as HTML, or copy its text`)
  return page
}

async function readSavedPage(path: string): Promise<RawPage | Failure> {
  try {
    const bytes = await readFile(path)
    const isHtml = /\.x?html?$/i.test(path) || HTML_START.test(bytes.toString('utf8', 0, HTML_START_BYTES))
    return { kind: isHtml ? 'html' : 'text', bytes }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return fail(`there is no file ${path}`)
    return fail(code === 'EISDIR' ? `${path} is a folder; name one saved page` : `${path} cannot be read: ${message}`)
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

/** Stops one chunk after the limit, so that the length still tells that it was passed. */
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
