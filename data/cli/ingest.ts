/** From a saved page, furniture and all, to a draft of its article's record. The page is never stored in a topic. */
import { basename } from 'node:path'
import * as v from 'valibot'
import { HttpUrl, Id, LanguageTag } from '../entities.ts'
import { type Command, type Options, report, UsageError } from './command.ts'
import { createFile } from './durable-file.ts'
import { type Failure, fail } from './failure.ts'
import { createDraft, type Draft, type DraftChoices } from './ingest/article-draft.ts'
import { printDraft } from './ingest/draft-yaml.ts'
import { isAddress, type RawPage, readPage } from './ingest/page-source.ts'
import type { PageText } from './ingest/page-text.ts'

/** The name in `source.file` until an editor has said under which name the text is kept. */
const UNSAVED_FILE = 'page.txt'

export interface IngestOptions extends DraftChoices {
  /** A new text file for what was extracted from HTML or fetched; lines count in it. */
  save?: string
  timeoutMs?: number
}

export interface Ingested {
  kind: 'ingested'
  draft: Draft
  /** The text in which lines count, when it is not the file that was read: an editor must keep it. */
  extracted?: string
}

export const ingest: Command = {
  usage: 'ingest FILE|URL [--from LINE] [--to LINE] [--save FILE.txt] [--id ID] [--url URL] [--lang TAG] [--json]',
  summary: 'draft an article’s record from a saved page',
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    save: { type: 'string' },
    id: { type: 'string' },
    url: { type: 'string' },
    lang: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async ([location, ...others], options) => {
    if (location === undefined || others.length > 0) throw new UsageError('one file or address is needed')
    const { json, save } = options
    const result = await ingestPage(location, { ...readChoices(options), ...(save === undefined ? {} : { save }) })
    if (result.kind === 'failure') {
      console.error(result.problem)
      return 1
    }
    const { draft, extracted } = result
    report(options, { ...draft, ...(extracted === undefined ? {} : { extracted }) }, printDraft(draft))
    if (save !== undefined) console.error(`The extracted text is in ${save}; keep it where verify looks for sources.`)
    else if (extracted !== undefined && !json)
      console.error(`Lines count in the extracted text, which follows; keep it with --save FILE.txt.\n\n${extracted}`)
    return 0
  },
}

export async function ingestPage(location: string, options: IngestOptions = {}): Promise<Ingested | Failure> {
  const { save, timeoutMs, ...choices } = options
  const raw = await readPage(location, timeoutMs)
  if (raw.kind === 'failure') return raw
  const page = await readText(raw, location)
  if ('kind' in page) return page
  const isExtracted = raw.kind === 'html' || isAddress(location)
  if (save !== undefined && !isExtracted) return fail(`${location} is text already; --save is for HTML and addresses`)
  const file = isExtracted ? basename(save ?? UNSAVED_FILE) : basename(location)
  const draft = await createDraft(page, file, choices)
  if (draft.kind === 'failure') return draft
  const failure = save === undefined ? undefined : await saveText(save, page.text)
  if (failure) return failure
  return { kind: 'ingested', draft, ...(isExtracted ? { extracted: page.text } : {}) }
}

async function readText(raw: RawPage, location: string): Promise<PageText | Failure> {
  if (raw.kind === 'text') {
    const url = raw.url === undefined ? {} : { url: raw.url }
    try {
      // A mark of byte order stays, as it stays for verify: both count the same lines.
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw.bytes)
      return text.trim() === '' ? fail(`${location} is empty`) : { text, ...url }
    } catch {
      return fail(`${location} is not UTF-8; save it as UTF-8, because citations count in it`)
    }
  }
  const { extractPage } = await import('./ingest/page-text.ts')
  const page = extractPage(raw.bytes, raw)
  if (page === undefined) return fail(`${location} is nested too deeply to read; copy its text into a file`)
  return page.text === '' ? fail(`${location} has no text; if a script writes the page, save it from a browser`) : page
}

/** Never over an existing file, which other citations may count in; whole or not at all. */
async function saveText(path: string, text: string): Promise<Failure | undefined> {
  try {
    await createFile(path, `${text}\n`)
    return undefined
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return fail(
      code === 'EEXIST' ? `${path} exists already; choose another name` : `${path} cannot be written: ${message}`,
    )
  }
}

function readChoices({ from, to, id, url, lang }: Options): DraftChoices {
  return {
    ...(from === undefined ? {} : { from: readLine('--from', from) }),
    ...(to === undefined ? {} : { to: readLine('--to', to) }),
    ...(id === undefined ? {} : { id: readValue('--id', Id, id) }),
    ...(url === undefined ? {} : { url: readValue('--url', HttpUrl, url) }),
    ...(lang === undefined ? {} : { inLanguage: readValue('--lang', LanguageTag, lang) }),
  }
}

function readLine(option: string, value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new UsageError(`${option} must be a line’s number, counted from 1`)
  return Number(value)
}

function readValue(option: string, schema: v.GenericSchema<string>, value: string): string {
  const { success, issues } = v.safeParse(schema, value)
  if (!success) throw new UsageError(`${option} ${issues[0].message}`)
  return value
}
