/** Reads topics from their folders: the only place where authored content is read from disk. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AUTHORED_FILES, type Authored, type AuthoredFileName } from '../authored.ts'
import { checkTopic } from '../checks/index.ts'
import type { LocatedFinding } from '../finding.ts'
import { checkLedger } from '../ledger.ts'
import { fileName, parseTopic } from '../parse.ts'
import { readLedger, type Target } from './ledger-file.ts'

export const TOPICS_FOLDER = new URL('../topics/', import.meta.url).pathname

export interface LoadedTopic {
  id: string
  folder: string
  findings: LocatedFinding[]
  /** Absent while there are findings: nothing that is wrong can be published. */
  authored?: Authored
}

/** A topic without findings. */
export type CheckedTopic = LoadedTopic & { authored: Authored }

export function isChecked(topic: LoadedTopic): topic is CheckedTopic {
  return topic.authored !== undefined
}

/** Every topic in `folder`, or those named; the folder's name is the topic's id. */
export async function loadTopics(folder: string, ids: string[] = [], target: Target = 'local'): Promise<LoadedTopic[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const found = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name)
  const chosen = ids.length > 0 ? ids : found.sort()
  return Promise.all(chosen.map((id) => loadTopic(join(folder, id), id, target)))
}

async function loadTopic(folder: string, id: string, target: Target): Promise<LoadedTopic> {
  const names = Object.keys(AUTHORED_FILES) as AuthoredFileName[]
  const texts = await Promise.all(names.map(async (name) => [name, await readText(join(folder, fileName(name)))]))
  const { authored, findings, locate } = parseTopic(Object.fromEntries(texts.filter(([, text]) => text !== undefined)))
  if (!authored) return { id, folder, findings }
  const found = [
    ...checkFolder(authored, id),
    ...checkTopic(authored),
    ...checkLedger(authored, await readLedger(folder, target)),
  ].map(locate)
  return found.length > 0 ? { id, folder, findings: found } : { id, folder, findings: [], authored }
}

function checkFolder({ topic }: Authored, id: string) {
  if (topic.id === id) return []
  return [
    {
      file: 'topic.yml',
      path: ['id'],
      problem: `the folder is called ${id}`,
      remedy: `set id: ${id}, or rename the folder`,
    },
  ]
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
