/** Checks unsaved content as if it were in the files: findings, the box, and what publishing would change. */

import { buildBox } from '../build/box.ts'
import { buildTopic } from '../build/topic.ts'
import { checkQuotes } from '../checks/claims.ts'
import type { LocatedFinding } from '../checks/finding.ts'
import { listIds } from '../checks/ids.ts'
import { parseTopic } from '../checks/parse.ts'
import { checkLanguage, type Language } from '../checks/wording.ts'
import { compareWithPublished, type PublishedTopic } from '../cli/diff.ts'
import { readLedger } from '../cli/ledger.ts'
import { isVerified } from '../cli/stamp-file.ts'
import { checkContents, isChecked, readLanguage } from '../cli/topics.ts'
import type { Box, Topic } from '../schema/api.ts'
import { AUTHORED_FILE_NAMES, type Authored } from '../schema/authored.ts'
import type { Target } from '../store/store.ts'
import type { Checked, Content } from './api.ts'
import type { Fields } from './merge.ts'
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
  const gone = await listGone(folder, target, content)
  if (!isChecked(topic))
    return { findings: addWording(topic.findings, content, written, language), gone, isVerified: false }
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
async function listGone(folder: string, target: Target, content: Content): Promise<string[]> {
  const { ids } = await readLedger(folder, target)
  const authored = toAuthored(content)
  const known = new Set([...listIds(authored), ...authored.topic.retired].map(({ id }) => id))
  return Object.keys(ids).filter((id) => ids[id] !== 'correction' && !known.has(id))
}

/** Adds findings on wording. While there are schema errors, only ids and references are checked. */
function addWording(
  findings: LocatedFinding[],
  content: Content,
  written: Record<string, string>,
  language: Language,
): LocatedFinding[] {
  const authored = toAuthored(content)
  const { locate } = parseTopic(written)
  const isKnown = ({ file, problem }: LocatedFinding) =>
    findings.some((finding) => finding.file === file && finding.problem === problem)
  const wording = [...checkLanguage(authored, language), ...checkQuotes(authored)].map(locate)
  return [...findings, ...wording.filter((finding) => !isKnown(finding))]
}

/** Completes content with empty values. Only for checks of texts and ids. */
function toAuthored({ topic, parties, articles, events, statements }: Content): Authored {
  const { abstract, unknowns, corrections, retired, ...about } = toFields(topic)
  const { people, organizations } = toFields(parties)
  const toParties = (items: unknown) => toItems(items).map((party) => ({ ...party, roles: toItems(party.roles) }))
  return {
    topic: {
      ...about,
      abstract: toItems(abstract),
      unknowns: toItems(unknowns),
      corrections: toItems(corrections),
      retired: toItems(retired),
    },
    parties: { people: toParties(people), organizations: toParties(organizations) },
    articles: toItems(articles).map((article) => ({
      ...article,
      outletNote: toFields(article.outletNote),
      summary: toItems(article.summary),
    })),
    events: toItems(events),
    statements: toItems(statements).map(({ quote, ...statement }) => ({
      ...statement,
      ...(typeof toFields(quote).text === 'string' && { quote: toFields(quote) }),
    })),
  } as unknown as Authored
}

/** Drops numbers and lists where a text belongs: the schema reports those. */
function toFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? dropMistypedTexts(value as Fields) : {}
}

const TEXTS = new Set(['id', 'name', 'description', 'outcome', 'text', 'roleName'])

function dropMistypedTexts(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([key, value]) => !TEXTS.has(key) || typeof value === 'string'),
  )
}

const toItems = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(toFields) : [])
