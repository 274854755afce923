import { readFileSync } from 'node:fs'
import { parseTopic } from '../../data/checks/parse.ts'
import { AUTHORED_FILES, type Authored, type AuthoredFileName } from '../../data/schema/authored.ts'

const FOLDER = new URL('../../data/topics/us-iran-iraq-talks/', import.meta.url)

export type Texts = Record<AuthoredFileName, string>

/** The real topic's files, as text. */
export function readTexts(): Texts {
  const names = Object.keys(AUTHORED_FILES) as AuthoredFileName[]
  return Object.fromEntries(names.map((name) => [name, readFileSync(new URL(`${name}.yml`, FOLDER), 'utf8')])) as Texts
}

/** A fresh copy of the real topic, for a test to spoil. */
export function readAuthored(): Authored {
  const { authored, findings } = parseTopic(readTexts())
  if (!authored) throw new Error(JSON.stringify(findings))
  return authored
}

/** The same with little in it, for a test that builds it many times: one event, and these statements. */
export function keepLittle(authored: Authored, statements: string[]): void {
  authored.events.splice(1)
  authored.topic.unknowns = []
  authored.parties.people.splice(2)
  authored.articles.splice(1)
  authored.statements = authored.statements.filter(({ id }) => statements.includes(id))
}
