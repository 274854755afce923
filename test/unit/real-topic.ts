/** The real topic, and an invented one with Persian texts: their files, and copies of them. */
import { readFileSync } from 'node:fs'
import { parseTopic } from '../../data/checks/parse.ts'
import { AUTHORED_FILES, type Authored, type AuthoredFileName } from '../../data/schema/authored.ts'
import { publishTopic } from '../../data/store/publish.ts'
import type { Storage } from '../../data/store/refs.ts'

export const TOPIC = 'us-iran-iraq-talks'
export const HARBOUR = 'harbour-bridge-closure'
/** Noon on day `n` of November 2026. */
export const day = (n: number) => new Date(Date.UTC(2026, 10, n, 12))

const FOLDERS = { [TOPIC]: '../../data/topics', [HARBOUR]: '../fixtures/topics' }
type TopicId = keyof typeof FOLDERS

export type Texts = Record<AuthoredFileName, string>

export function readTexts(id: TopicId = TOPIC): Texts {
  const folder = new URL(`${FOLDERS[id]}/${id}/`, import.meta.url)
  const names = Object.keys(AUTHORED_FILES) as AuthoredFileName[]
  return Object.fromEntries(names.map((name) => [name, readFileSync(new URL(`${name}.yml`, folder), 'utf8')])) as Texts
}

export type Edit = (authored: Authored) => void

/** Parsed once, because parsing YAML takes longer than everything else a test does with a topic. */
const parsed = new Map<TopicId, Authored>()

/** Returns an edited copy of a topic. */
export function readAuthored(edit: Edit = () => {}, id: TopicId = TOPIC): Authored {
  const whole = parsed.get(id) ?? parseTopic(readTexts(id)).authored
  if (!whole) throw new Error(`${id} cannot be parsed`)
  parsed.set(id, whole)
  const authored = structuredClone(whole)
  edit(authored)
  return authored
}

export function rename(name: string): Edit {
  return ({ topic }) => {
    topic.name = name
  }
}

/** Publishes an edited copy of the real topic on day `n`; a string renames it. */
export function publishOn(storage: Storage, n: number, edit?: Edit | string, isDraft = false) {
  const authored = readAuthored(typeof edit === 'string' ? rename(edit) : edit)
  return publishTopic(storage, authored, { now: day(n), onto: 'any', isDraft })
}

/** Reduces a topic to one event and these statements, for tests that build it many times. */
export function keepLittle(authored: Authored, statements: string[]): void {
  authored.events.splice(1)
  authored.topic.unknowns = []
  authored.parties.people.splice(2)
  authored.articles.splice(1)
  authored.statements = authored.statements.filter(({ id }) => statements.includes(id))
}
