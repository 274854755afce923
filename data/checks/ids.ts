import type { Authored } from '../authored.ts'
import type { Finding, Path } from '../finding.ts'

/** Every id of a topic with the place where it is given; ids are unique across all kinds, so that each can be a target. */
export function listIds({
  parties,
  articles,
  events,
  statements,
  topic,
}: Authored): { id: string; file: string; path: Path }[] {
  const list = (file: string, items: { id: string }[], parent: Path = []) =>
    items.map(({ id }, index) => ({ id, file, path: [...parent, index, 'id'] }))
  return [
    ...list('parties.yml', parties.people, ['people']),
    ...list('parties.yml', parties.organizations, ['organizations']),
    ...list('articles.yml', articles),
    ...list('events.yml', events),
    ...list('statements.yml', statements),
    ...list('topic.yml', topic.unknowns, ['unknowns']),
    ...list('topic.yml', topic.corrections, ['corrections']),
  ]
}

export function checkIds(authored: Authored): Finding[] {
  const seen = new Map<string, string>()
  return listIds(authored).flatMap(({ id, file, path }) => {
    const first = seen.get(id)
    if (first === undefined) {
      seen.set(id, file)
      return []
    }
    return [
      { file, path, problem: `the id ${id} is already taken in ${first}`, remedy: 'give this item an id of its own' },
    ]
  })
}
