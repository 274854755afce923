/** Reads topics from their folders. Only this file reads authored content from disk. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { parse, parseDocument } from 'yaml'
import type { LocatedFinding } from '../checks/finding.ts'
import { checkTopic } from '../checks/index.ts'
import { fileName, parseTopic } from '../checks/parse.ts'
import { canRead } from '../checks/readable.ts'
import { Language } from '../checks/wording.ts'
import { AUTHORED_FILE_NAMES, type Authored, type AuthoredArticle, SourceDocument } from '../schema/authored.ts'
import { HttpUrl, Id } from '../schema/entities.ts'
import { UsageError } from './command.ts'
import { checkLedger, type LedgerOwner, readLedger } from './ledger.ts'

/** This project's topics. */
export const TOPICS_FOLDER = fileURLToPath(new URL('../topics/', import.meta.url))

/** Returns `--topics`, else the variable TOPICS_FOLDER (as `npm start` does), else this project's topics. */
export const findTopicsFolder = (named?: string): string => named ?? (process.env.TOPICS_FOLDER || TOPICS_FOLDER)

export interface LoadedTopic {
  id: string
  folder: string
  findings: LocatedFinding[]
  /** The content as far as it can be read. */
  readable: Authored
  /** Absent if any finding is more than a warning, so that invalid content cannot be published. */
  authored?: Authored
}

/** A topic without findings, except warnings. */
export type CheckedTopic = LoadedTopic & { authored: Authored }

export function isChecked(topic: LoadedTopic): topic is CheckedTopic {
  return topic.authored !== undefined
}

/** Every topic in `folder`, or those named; the folder's name is the topic's id. @throws UsageError for a wrong name */
export async function loadTopics(
  folder: string,
  ids: string[] = [],
  owner: LedgerOwner = 'local',
): Promise<LoadedTopic[]> {
  const chosen = await chooseTopics(folder, ids)
  const language = await readLanguage(folder)
  return Promise.all(chosen.map((id) => loadTopic(join(folder, id), id, owner, language)))
}

/** The fields of an article that `cite` needs; the rest of the topic may be incomplete. */
export type CitableArticle = Pick<AuthoredArticle, 'id' | 'source' | 'url'>

const CITABLE = v.object({ id: Id, source: SourceDocument, url: v.exactOptional(HttpUrl) })

/** Loads the articles of a topic that name their document. @throws UsageError for an unknown topic */
export async function loadArticles(folder: string, topic: string): Promise<CitableArticle[]> {
  const [id = ''] = await chooseTopics(folder, [topic])
  const bytes = await readBytes(join(folder, id, fileName('articles')))
  const articles: unknown = parseDocument(new TextDecoder().decode(bytes)).toJS()
  // An incomplete article does not prevent citing the others.
  return [articles].flat().flatMap((article) => {
    const result = v.safeParse(CITABLE, article)
    return result.success ? [result.output] : []
  })
}

/** Resolves with `ids`, or with all ids if none are given. @throws UsageError for an unknown id */
export async function chooseTopics(folder: string, ids: string[] = []): Promise<string[]> {
  const known = await listTopics(folder)
  const wrong = ids.filter((id) => !known.includes(id))
  if (wrong.length === 0) return ids.length > 0 ? [...new Set(ids)] : known
  throw new UsageError(`there is no topic ${wrong.join(', ')}; there are ${known.join(', ') || 'none'}`)
}

/** For a command that works on all topics: one at least. @throws UsageError also where there is none */
export async function loadNamedOrAll(...[folder, ids, owner]: Parameters<typeof loadTopics>): Promise<LoadedTopic[]> {
  const loaded = await loadTopics(folder, ids, owner)
  if (loaded.length > 0) return loaded
  throw new UsageError(`there is no topic in ${folder}; begin one with new, or name another folder with --topics`)
}

async function listTopics(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
    throw new UsageError(`${folder} is not a folder; name the folder of topics with --topics or TOPICS_FOLDER`)
  })
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name)
  return names.sort()
}

async function loadTopic(folder: string, id: string, owner: LedgerOwner, language: Language): Promise<LoadedTopic> {
  const files = await Promise.all(
    AUTHORED_FILE_NAMES.map(async (name) => [name, await readBytes(join(folder, fileName(name)))]),
  )
  const contents = Object.fromEntries(files.filter(([, bytes]) => bytes !== undefined))
  return checkContents(folder, id, contents, owner, language)
}

/** Checks `contents` as if they were the files of the topic's folder. */
export async function checkContents(
  folder: string,
  id: string,
  contents: Parameters<typeof parseTopic>[0],
  owner: LedgerOwner,
  language: Language,
): Promise<LoadedTopic> {
  const { authored, readable, findings, locate } = parseTopic(contents)
  const found = [
    ...checkFolder(readable, id),
    ...checkTopic(readable, language),
    ...checkLedger(readable, await readLedger(folder, owner)),
  ].map(locate)
  const isSound = found.every(({ severity }) => severity === 'warning')
  return { id, folder, findings: [...findings, ...found], readable, ...(authored && isSound && { authored }) }
}

/** Reads `language.yml` in `folder`, or else this project's. @throws when it is malformed */
export async function readLanguage(folder: string): Promise<Language> {
  const own = await readBytes(join(folder, 'language.yml'))
  const bytes = own ?? (await readBytes(join(TOPICS_FOLDER, 'language.yml')))
  const result = v.safeParse(Language, parse(new TextDecoder().decode(bytes)))
  if (result.success) return result.output
  throw new Error(`language.yml: ${v.getDotPath(result.issues[0]) ?? ''} ${result.issues[0].message}`)
}

function checkFolder({ topic }: Authored, id: string) {
  if (!canRead(topic, 'id') || topic.id === id) return []
  return [
    {
      file: 'topic.yml',
      path: ['id'],
      problem: `the folder is called ${id}`,
      remedy: `set id: ${id}, or rename the folder`,
    },
  ]
}

async function readBytes(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    // The system's error has no path when the file is a folder.
    throw Object.assign(error as Error, { path })
  }
}
