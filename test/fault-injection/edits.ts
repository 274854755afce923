/** Edits of the tiny topic between two releases. Each has a number, which a text of the topic contains. */
import type { Authored } from '../../data/schema/authored.ts'
import { EDITION_FIELD } from './ground-truth.ts'
import type { Random } from './random.ts'
import { CORRECTED_ITEM, DEPENDANTS, markOf } from './tiny-topic.ts'

const DATE = '2031-03-12'
const YEARS = ['2029', '2030']

/** Returns an edited copy. `number` must be new for every edit of a schedule. */
export function editTopic(before: Authored, number: number, random: Random): Authored {
  const authored = structuredClone(before)
  const { id, corrections } = authored.topic
  const say = (item: string) => `Edit ${number}, ${markOf(id, item)}.`
  const changes = [
    () => Object.assign(authored.topic, { name: `The lamp, edit ${number}` }),
    () => authored.events.forEach((event) => Object.assign(event, { name: say(event.id) })),
    () => authored.statements.forEach((statement) => Object.assign(statement, { text: say(statement.id) })),
    () => authored.parties.people.forEach((person) => Object.assign(person, { name: say(person.id) })),
    () => authored.articles.forEach((article) => Object.assign(article, { headline: say(article.id) })),
    () =>
      authored.events.forEach((event) =>
        Object.assign(event, { datePrecision: 'year', startDate: random.pick(YEARS) }),
      ),
    () => {
      const target = CORRECTED_ITEM
      if (!listIds(authored).includes(target)) return
      const about = { before: say(target), after: say(target), reason: say(target) }
      corrections.push({ id: `correction-${number}`, date: DATE, kind: 'correction', target, ...about })
    },
    () => {
      const item = random.pick(Object.keys(DEPENDANTS))
      if (!listIds(authored).includes(item)) return
      const movedTo = random.isLikely(0.5) ? { movedTo: 'nobody-saw' } : {}
      removeItems(authored, [item])
      authored.topic.retired.push({ id: item, date: DATE, reason: 'Retired by a test.', ...movedTo })
    },
  ]
  random.pick(changes)()
  return nameEdit(authored, number)
}

/** Lists the items and everything that depends on them. */
function listWithDependants(authored: Authored, item: string): string[] {
  const items = [item, ...(DEPENDANTS[item] ?? [])]
  const corrections = authored.topic.corrections.filter(({ target }) => items.includes(target)).map(({ id }) => id)
  return [...items, ...corrections]
}

/** Returns the same draft if `items` is empty; otherwise another edit without them. */
export function withoutItems(draft: Authored, items: readonly string[], nextNumber: () => number): Authored {
  if (items.length === 0) return draft
  const authored = structuredClone(draft)
  removeItems(authored, items)
  return nameEdit(authored, nextNumber())
}

function nameEdit(authored: Authored, number: number): Authored {
  authored.topic[EDITION_FIELD] = `Edit ${number} of ${authored.topic.id}`
  return authored
}

/** Removes items in place, with everything that requires them, and the links to them. */
function removeItems(authored: Authored, items: readonly string[]): void {
  const gone = new Set(items.flatMap((item) => listWithDependants(authored, item)))
  const keep = <Item extends { id: string }>(list: Item[]) => list.filter(({ id }) => !gone.has(id))
  authored.events = keep(authored.events)
  authored.articles = keep(authored.articles)
  authored.statements = keep(authored.statements)
  authored.parties.people = keep(authored.parties.people)
  authored.topic.unknowns = keep(authored.topic.unknowns)
  authored.topic.corrections = keep(authored.topic.corrections)
  for (const item of [...authored.statements, ...authored.topic.unknowns]) {
    if (item.event !== undefined && gone.has(item.event)) delete item.event
  }
  authored.topic.retired = authored.topic.retired.map(({ movedTo, ...retired }) =>
    movedTo === undefined || gone.has(movedTo) ? retired : { ...retired, movedTo },
  )
}

export function listIds({ topic, parties, events, articles, statements }: Authored): string[] {
  const lists = [events, articles, statements, parties.people, parties.organizations, topic.unknowns, topic.corrections]
  return lists.flatMap((list) => list.map(({ id }: { id: string }) => id))
}
