import type { Authored } from '../schema/authored.ts'
import type { Path } from './finding.ts'
import { isAnyUnreadable } from './readable.ts'

export interface PlacedText {
  text: string
  file: string
  path: Path
}

/** Keys of texts and names, and of what contains them. */
const TEXT_KEYS = new Set([
  'topic',
  'parties',
  'articles',
  'events',
  'statements',
  'people',
  'organizations',
  'roles',
  'abstract',
  'unknowns',
  'summary',
  'outletNote',
  'text',
  'roleName',
  'name',
  'alternateName',
  'description',
  'outcome',
])

/** Returns whether `listTexts` and the names of the parties are complete. */
export const isEveryTextReadable = (authored: Authored): boolean => !isAnyUnreadable(authored, TEXT_KEYS)

/** Lists every text for readers that editors write, with its place. Excludes headlines and quotes, which are others' words. */
export function listTexts({ topic, parties, articles, events, statements }: Authored): PlacedText[] {
  const texts: PlacedText[] = []
  const add = (file: string, path: Path, text: string | undefined) => {
    if (text !== undefined) texts.push({ text, file, path })
  }
  topic.abstract.forEach(({ text }, i) => add('topic.yml', ['abstract', i, 'text'], text))
  topic.unknowns.forEach(({ text }, i) => add('topic.yml', ['unknowns', i, 'text'], text))
  for (const key of ['people', 'organizations'] as const) {
    parties[key].forEach(({ roles }, i) =>
      roles.forEach(({ roleName }, j) => add('parties.yml', [key, i, 'roles', j, 'roleName'], roleName)),
    )
  }
  articles.forEach(({ summary, outletNote }, i) => {
    add('articles.yml', [i, 'outletNote', 'text'], outletNote.text)
    summary.forEach(({ text }, j) => add('articles.yml', [i, 'summary', j, 'text'], text))
  })
  events.forEach((event, i) => {
    for (const key of ['name', 'description', 'outcome'] as const) add('events.yml', [i, key], event[key])
  })
  statements.forEach(({ text }, i) => add('statements.yml', [i, 'text'], text))
  return texts
}
