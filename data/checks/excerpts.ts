import type { Authored } from '../schema/authored.ts'
import { isAccusation } from './attribution.ts'
import type { Finding } from './finding.ts'

/** What a correction of an accusation has in the place of the words that it took back. */
export const WORDING_REMOVED = 'wording removed'

/**
 * What may be shown without the rest of the topic: one lead a group, no accusation against an identifiable person, and no
 * words about a person that were taken back.
 */
export function checkExcerpts(authored: Authored): Finding[] {
  return [...checkLeads(authored), ...checkAccusations(authored), ...checkCorrections(authored)]
}

/** A group has one lead at most, and no accusation against a person stands for others. */
function checkLeads(authored: Authored): Finding[] {
  const { statements, topic } = authored
  const first = new Map<string, string>()
  const check = (file: string, parent: (string | number)[], items: typeof statements | typeof topic.unknowns) =>
    items.flatMap((item, index): Finding[] => {
      if (!item.lead) return []
      const path = [...parent, index, 'lead']
      const group = 'status' in item ? item.status : 'unknowns'
      const other = first.get(group)
      if (other !== undefined) {
        const problem = `${other} is already the lead of ${group}`
        return [{ file, path, problem, remedy: 'keep lead: true on one of the two' }]
      }
      first.set(group, item.id)
      if (!('status' in item) || !isAccusation(item, authored)) return []
      const problem = 'an accusation against a person must not stand for its group'
      return [{ file, path, problem, remedy: 'make another item the lead' }]
    })
  return [...check('statements.yml', [], statements), ...check('topic.yml', ['unknowns'], topic.unknowns)]
}

/** An event that holds nothing but accusations is one too: its name and place would stand for them. */
function checkAccusations(authored: Authored): Finding[] {
  const { statements, events } = authored
  const require = (file: string, index: number, problem: string): Finding => ({
    file,
    path: [index],
    problem,
    remedy: 'add standalone: false',
  })
  const alone = statements.flatMap((statement, index) =>
    isAccusation(statement, authored) && statement.standalone === undefined
      ? [require('statements.yml', index, 'an accusation against a person must not be shown alone')]
      : [],
  )
  const held = events.flatMap((event, index) => {
    const own = statements.filter((statement) => statement.event === event.id)
    const isAccusing = own.length > 0 && own.every((statement) => isAccusation(statement, authored))
    return isAccusing && event.standalone === undefined
      ? [require('events.yml', index, 'an event with accusations against a person alone must not be shown alone')]
      : []
  })
  return [...alone, ...held]
}

function checkCorrections({ topic, parties, events, statements }: Authored): Finding[] {
  const delicate = new Set([
    ...parties.people.map(({ id }) => id),
    ...[...events, ...statements].filter(({ standalone }) => standalone === false).map(({ id }) => id),
  ])
  return topic.corrections.flatMap(({ target, before }, index) =>
    delicate.has(target) && before !== WORDING_REMOVED
      ? [
          {
            file: 'topic.yml',
            path: ['corrections', index, 'before'],
            problem: 'this repeats what was taken back about a person',
            remedy: `write before: ${WORDING_REMOVED}`,
          },
        ]
      : [],
  )
}
