/**
 * Drafts an article's record from a saved page. HTML is parsed in a separate thread with limits on time and memory; jsdom,
 * which is slow to load, is only loaded there. The page is never stored in a topic.
 */
import { once } from 'node:events'
import { basename } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Failure, fail } from '../checks/finding.ts'
import { readByteOrderMark } from './decode.ts'
import { createDraft, type Draft, type DraftChoices } from './draft.ts'
import type { PageText, SavedHtml } from './html-page.ts'
import { classifyPage, type RawPage, readPage } from './read-page.ts'

/** The value of `source.file` until the editor saves the text under a name. */
const UNSAVED_FILE = 'page.txt'

export interface IngestOptions extends DraftChoices {
  /** The name of the file for the extracted text. */
  file?: string
  timeoutMs?: number
}

export interface Ingested {
  kind: 'ingested'
  draft: Draft
  /** The extracted text, if it is not the file that was read. Line numbers refer to it, so the editor must save it. */
  extracted?: string
}

/** Drafts an article from a page; `location` is a file or URL. */
export async function ingestPage(location: string, options: IngestOptions = {}): Promise<Ingested | Failure> {
  const page = await readPage(location, options.timeoutMs)
  return page.kind === 'failure' ? page : ingestRaw(page, location, options)
}

/** Drafts an article from the bytes of the file `name`. */
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
    const wide = readByteOrderMark(raw.bytes)
    if (wide?.startsWith('utf-16')) return fail(`${name} is UTF-16; save it as UTF-8, because citations count in it`)
    // Keeps a byte order mark, as verify does.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw.bytes)
    return text.trim() === '' ? fail(`${name} is empty`) : { text, ...url }
  } catch {
    return fail(`${name} is not UTF-8; save it as UTF-8, because citations count in it`)
  }
}

/** CPU time: wall time is many times longer on a busy machine. */
const LIMIT_MS = 20_000
const POLL_MS = 200
const MEMORY_MB = 1024

/** Reads a page in a separate thread. `name` is used in messages. */
export async function readHtml(saved: SavedHtml, name: string, limitMs = LIMIT_MS): Promise<PageText | Failure> {
  const worker = new Worker(new URL('./html-worker.ts', import.meta.url), {
    workerData: saved,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  })
  const tooLong = new AbortController()
  const timer = setInterval(async () => {
    if ((await measureCpu(worker)) > limitMs) tooLong.abort()
  }, POLL_MS)
  try {
    const [{ page }] = (await once(worker, 'message', { signal: tooLong.signal })) as [{ page: PageText | undefined }]
    if (page === undefined) return fail(`${name} is nested too deeply to read; copy its text into a file`)
    if (page.text === '')
      return fail(
        `${name} has no text; if a script writes the page, save it from a browser, and if it consists of frames, save the frame of the article`,
      )
    return page
  } catch (error) {
    const { name: kind, code } = error as NodeJS.ErrnoException
    if (kind === 'AbortError' || code === 'ERR_WORKER_OUT_OF_MEMORY')
      return fail(`${name} is too long or too complex to read; copy the article’s text into a file`)
    throw error
  } finally {
    clearInterval(timer)
    await worker.terminate()
  }
}

/** CPU time in milliseconds; 0 for a thread that has ended or not started. */
async function measureCpu(worker: Worker): Promise<number> {
  try {
    const { user, system } = await worker.cpuUsage()
    return (user + system) / 1000
  } catch {
    return 0
  }
}
