/**
 * Reads and writes a topic's five files, and the saved sources on this machine, which are never uploaded. The files are the
 * source of truth. Each is replaced atomically, and only if it is unchanged since it was read: otherwise the changes are
 * merged field by field. On a conflict nothing is written.
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { parseDocument } from 'yaml'
import { type Failure, fail } from '../checks/finding.ts'
import { fileName } from '../checks/parse.ts'
import { normaliseText } from '../citations/locate.ts'
import { describeExpected } from '../cli/command.ts'
import { createFile, createFolder, isTaken, replaceFile } from '../cli/durable-file.ts'
import { readBody, readDocument } from '../cli/sources.ts'
import { chooseTopics } from '../cli/topics.ts'
import { ingestBytes } from '../ingest/index.ts'
import { AUTHORED_FILE_NAMES, type AuthoredArticle, type AuthoredFileName } from '../schema/authored.ts'
import type { Conflict, Content, DraftedSource, SourceText } from './api.ts'
import { mergeContent } from './merge.ts'
import { writeYaml } from './write-yaml.ts'

export interface TopicFiles {
  texts: Record<AuthoredFileName, string>
  content: Content
  /** The digest of each file. */
  versions: Record<AuthoredFileName, string>
  /** The digest of all files. */
  version: string
  /** Files that are not valid YAML. */
  broken: AuthoredFileName[]
}

/** A file that is not valid YAML is not overwritten, because its content would be lost. */
export type Saved =
  | Failure
  | { kind: 'saved'; files: TopicFiles }
  | { kind: 'conflict'; files: TopicFiles; conflicts: Conflict[] }

/** Reads the five files; a missing one is empty. */
export async function readTopicFiles(folder: string): Promise<TopicFiles> {
  const texts = await mapFiles((name) => readText(join(folder, fileName(name))))
  const documents = mapNames((name) => parseDocument(texts[name]))
  const content = mapNames((name) => documents[name].toJS() as unknown)
  const broken = AUTHORED_FILE_NAMES.filter((name) => documents[name].errors.length > 0)
  const versions = mapNames((name) => digest(texts[name]))
  return { texts, content, versions, version: digest(Object.values(versions).join()), broken }
}

/** Saves `content`, an edit of `base`. Merges it with changes in the files. On a conflict, writes nothing. */
export async function saveTopicFiles(
  folder: string,
  base: Pick<TopicFiles, 'content'>,
  content: Content,
): Promise<Saved> {
  const current = await readTopicFiles(folder)
  const [broken] = current.broken
  if (broken) return fail(`${fileName(broken)} was changed and is no longer valid YAML; correct it, then save again`)
  const conflicts: Conflict[] = []
  const merged = mapNames((file) => {
    const { content: result, conflicts: found } = mergeContent(base.content[file], content[file], current.content[file])
    conflicts.push(...found.map((conflict) => ({ file, ...conflict })))
    return result
  })
  if (conflicts.length > 0) return { kind: 'conflict', files: current, conflicts }
  const changed = AUTHORED_FILE_NAMES.filter((file) => !isDeepStrictEqual(merged[file], current.content[file])).map(
    (file) => ({
      file,
      text: writeYaml(current.texts[file], merged[file]),
    }),
  )
  for (const { file, text } of changed) {
    const path = join(folder, fileName(file))
    // Somebody may have saved in the meantime.
    if (digest(await readText(path)) !== current.versions[file]) return saveTopicFiles(folder, base, content)
    await replaceFile(path, text)
  }
  return { kind: 'saved', files: await readTopicFiles(folder) }
}

const LICENSE = 'https://creativecommons.org/licenses/by/4.0/'

/** Creates the folder of a new topic; never overwrites one. */
export async function createTopicFolder(
  topics: string,
  id: string,
  name: string,
): Promise<{ kind: 'created'; id: string } | Failure> {
  const contents: Content = {
    topic: { id, name, abstract: [], temporalCoverage: '', license: LICENSE, attributionText: `Fact box: ${name}` },
    parties: { people: [], organizations: [] },
    articles: [],
    events: [],
    statements: [],
  }
  const files = AUTHORED_FILE_NAMES.map((file) => [fileName(file), writeYaml('', contents[file])])
  try {
    await createFolder(join(topics, id), Object.fromEntries(files) as Record<string, string>)
    return { kind: 'created', id }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    return fail(
      isTaken(error)
        ? `there is a topic ${id} already`
        : (describeExpected(error) ?? `the topic cannot be created: ${message}`),
    )
  }
}

/** Finds a topic's folder. @throws UsageError for an unknown topic, so that no id leads out of `topics` */
export async function findTopicFolder(topics: string, id: string): Promise<string> {
  await chooseTopics(topics, [id])
  return join(topics, id)
}

function mapNames<Value>(map: (name: AuthoredFileName) => Value): Record<AuthoredFileName, Value> {
  return Object.fromEntries(AUTHORED_FILE_NAMES.map((name) => [name, map(name)])) as Record<AuthoredFileName, Value>
}

async function mapFiles(map: (name: AuthoredFileName) => Promise<string>): Promise<Record<AuthoredFileName, string>> {
  const values = await Promise.all(AUTHORED_FILE_NAMES.map(map))
  return mapNames((name) => values[AUTHORED_FILE_NAMES.indexOf(name)] ?? '')
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    // The system's error has no path when the file is a folder.
    throw Object.assign(error as Error, { path })
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/** Drafts an article's record from a saved page, and saves the text to which its citations will refer. */
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

/** Saves under an unused name, because citations may refer to an existing file; reuses a file with the same text. */
async function keepText(folder: string, id: string, text: string): Promise<string> {
  for (let number = 1; ; number++) {
    const file = number === 1 ? `${id}.txt` : `${id}-${number}.txt`
    const kept = text.endsWith('\n') ? text : `${text}\n`
    try {
      await createFile(join(folder, file), kept)
      return file
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if ((await readDocument(folder, file).catch(() => undefined)) === kept) return file
    }
  }
}

/** Reads the normalised body of an article and its normalised lines; the lines joined by spaces are the body. */
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
