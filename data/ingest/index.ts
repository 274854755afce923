/** From a saved page, furniture and all, to a draft of its article's record. The page is never stored in a topic. */
import { basename } from 'node:path'
import { type Failure, fail } from '../checks/finding.ts'
import { createDraft, type Draft, type DraftChoices } from './draft.ts'
import type { PageText } from './html-page.ts'
import { readHtml } from './read-html.ts'
import { classifyPage, type RawPage, readPage } from './read-page.ts'

/** The name in `source.file` until an editor has said under which name the text is kept. */
const UNSAVED_FILE = 'page.txt'

export interface IngestOptions extends DraftChoices {
  /** The name of the file in which the extracted text will be kept. */
  file?: string
  timeoutMs?: number
}

export interface Ingested {
  kind: 'ingested'
  draft: Draft
  /** The text in which lines count, when it is not the file that was read: an editor must keep it. */
  extracted?: string
}

/** `location` is a file or an address. */
export async function ingestPage(location: string, options: IngestOptions = {}): Promise<Ingested | Failure> {
  const page = await readPage(location, options.timeoutMs)
  return page.kind === 'failure' ? page : ingestRaw(page, location, options)
}

/** `name` is that of the file from which the bytes come. */
export async function ingestBytes(
  bytes: Uint8Array,
  name: string,
  options: IngestOptions = {},
): Promise<Ingested | Failure> {
  const page = classifyPage(bytes, name)
  return page.kind === 'failure' ? page : ingestRaw(page, name, options)
}

async function ingestRaw(raw: RawPage, name: string, { file, ...choices }: IngestOptions): Promise<Ingested | Failure> {
  const isExtracted = raw.kind === 'html' || raw.url !== undefined
  const page = raw.kind === 'html' ? await readHtml(raw, name) : readText(raw, name)
  if ('kind' in page) return page
  const keptFile = isExtracted ? (file ?? UNSAVED_FILE) : basename(name)
  const draft = await createDraft(page, keptFile, choices)
  if (draft.kind === 'failure') return draft
  return { kind: 'ingested', draft, ...(isExtracted ? { extracted: page.text } : {}) }
}

function readText(raw: RawPage, name: string): PageText | Failure {
  const url = raw.url === undefined ? {} : { url: raw.url }
  try {
    // A byte order mark stays, as it stays for verify: both count the same lines.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw.bytes)
    return text.trim() === '' ? fail(`${name} is empty`) : { text, ...url }
  } catch {
    return fail(`${name} is not UTF-8; save it as UTF-8, because citations count in it`)
  }
}
