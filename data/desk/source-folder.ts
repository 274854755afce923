/** The saved sources on this machine: what is dropped on the desk is kept here, and read for citations. Never uploaded. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Failure } from '../checks/finding.ts'
import { normaliseText } from '../citations/locate.ts'
import { createFile } from '../cli/durable-file.ts'
import { readBody, readDocument } from '../cli/sources.ts'
import { ingestBytes } from '../ingest/index.ts'
import type { AuthoredArticle } from '../schema/authored.ts'
import type { DraftedSource, SourceText } from './api.ts'

/** Drafts an article's record of a saved page, and keeps the text in which its citations will count. */
export async function addSource(folder: string, name: string, bytes: Uint8Array): Promise<DraftedSource | Failure> {
  await mkdir(folder, { recursive: true })
  const ingested = await ingestBytes(bytes, name)
  if (ingested.kind === 'failure') return ingested
  const { draft, extracted } = ingested
  const file = await keepText(
    folder,
    draft.record.id,
    extracted ?? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
  )
  const { draft: _, ...record } = draft.record
  return {
    kind: 'drafted',
    record: { ...record, source: { ...draft.record.source, file } },
    notes: draft.notes,
    doubtful: draft.doubtful,
  }
}

/** Under a name that is free, because other citations may count in a file that is there. */
async function keepText(folder: string, id: string, text: string): Promise<string> {
  for (let number = 1; ; number++) {
    const file = number === 1 ? `${id}.txt` : `${id}-${number}.txt`
    try {
      await createFile(join(folder, file), text.endsWith('\n') ? text : `${text}\n`)
      return file
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** The body, and the lines of which it is made, each normalised: joined by spaces they are the body. */
export async function readSourceText(
  folder: string,
  article: Pick<AuthoredArticle, 'id' | 'source'>,
): Promise<SourceText> {
  const reading = await readBody(article, folder)
  if (reading.kind === 'unreadable') return reading
  const { firstLine, lastLine } = article.source
  const document = await readDocument(folder, article.source.file)
  const lines = document
    .split(/\r\n|\r|\n/)
    .slice(firstLine - 1, lastLine)
    .map((line, index) => ({ number: firstLine + index, text: normaliseText(line) }))
    .filter(({ text }) => text !== '')
  const isWhole = lines.map(({ text }) => text).join(' ') === reading.body
  return { ...reading, lines: isWhole ? lines : [{ number: firstLine, text: reading.body }] }
}
