/** Checks unsaved content as if it were in the files: findings, the box, and what publishing would change. */

import { buildBox } from '../build/box.ts'
import { buildTopic } from '../build/topic.ts'
import { listIds } from '../checks/ids.ts'
import { parseTopic } from '../checks/parse.ts'
import { compareWithPublished, type PublishedTopic } from '../cli/diff.ts'
import { readLedger } from '../cli/ledger.ts'
import { isVerified } from '../cli/stamp-file.ts'
import { checkContents, isChecked, readLanguage } from '../cli/topics.ts'
import type { Box, Topic } from '../schema/api.ts'
import { AUTHORED_FILE_NAMES, type Authored } from '../schema/authored.ts'
import type { Target } from '../store/store.ts'
import type { Checked, Content } from './api.ts'
import { readTopicFiles } from './topic-folder.ts'
import { writeYaml } from './write-yaml.ts'

export interface CheckOptions {
  /** The topic's folder. */
  folder: string
  topicsFolder: string
  /** The store whose ledger is used. */
  target: Target
  published: PublishedTopic | undefined
  renderBox: (box: Box) => { html: string; css: string }
}

export async function checkDraft(
  id: string,
  content: Content,
  { folder, topicsFolder, target, published, renderBox }: CheckOptions,
): Promise<Checked> {
  const { texts, broken } = await readTopicFiles(folder)
  // A file that is not valid YAML cannot be edited: only its errors are returned.
  if (broken.length > 0) return { findings: parseTopic(texts).findings, gone: [], isVerified: false }
  const written = Object.fromEntries(AUTHORED_FILE_NAMES.map((name) => [name, writeYaml(texts[name], content[name])]))
  const language = await readLanguage(topicsFolder)
  const topic = await checkContents(folder, id, written, target, language)
  const gone = await listGone(folder, target, topic.readable)
  if (!isChecked(topic)) return { findings: topic.findings, gone, isVerified: false }
  const { authored, findings } = topic
  return {
    findings,
    gone,
    box: renderBox(buildBox(previewTopic(authored))),
    ...(published && { changes: compareWithPublished(published, authored) }),
    isVerified: await isVerified(topic),
  }
}

function previewTopic(authored: Authored): Topic {
  const now = new Date().toISOString().slice(0, 10)
  return buildTopic(authored, { release: 1, datePublished: now, dateModified: now })
}

/** Lists the published ids that are neither in the content nor retired. Corrections cannot be retired. */
async function listGone(folder: string, target: Target, authored: Authored): Promise<string[]> {
  const { ids } = await readLedger(folder, target)
  const known = new Set([...listIds(authored), ...authored.topic.retired].map(({ id }) => id))
  return Object.keys(ids).filter((id) => ids[id] !== 'correction' && !known.has(id))
}
