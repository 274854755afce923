/** The collections of a topic, as lists and as single items. */

import { JSON_LINES_NAMES } from '../../../data/build/formats/bulk.ts'
import { CSV_COLUMNS, CSV_NAMES, CSV_RULES } from '../../../data/build/formats/csv-columns.ts'
import { LIST_WORDS } from '../../../data/schema/list-words.ts'
import { LIST_NAMES, LISTS, type ListName } from '../../../data/schema/lists.ts'
import type { ExampleName } from '../examples.ts'
import type { Operation } from '../operation.ts'
import { FILE, json, TOPIC } from './files.ts'

/** Collections in other formats. */
const FORMATS: Operation[] = [
  {
    ...FILE,
    path: `${TOPIC}/events.ics`,
    id: 'getEventsCalendar',
    tag: 'Collections',
    summary: 'The events of a topic as a calendar',
    description: 'iCalendar (RFC 5545). Without events that have no date.',
    content: { 'text/calendar': {} },
  },
  ...CSV_NAMES.map(
    (name): Operation => ({
      ...FILE,
      path: `${TOPIC}/${name}.csv`,
      id: `get${LIST_WORDS[name].many}Csv`,
      tag: 'Collections',
      summary: `The ${name} of a topic as a table`,
      description: `${CSV_RULES[0]} No cell can run as a formula; \`/docs/csv\` has the rule and describes each column: ${Object.keys(CSV_COLUMNS[name]).join(', ')}.`,
      content: { 'text/csv': {} },
    }),
  ),
  ...JSON_LINES_NAMES.map(
    (name): Operation => ({
      ...FILE,
      path: `${TOPIC}/${name}.jsonl`,
      id: `get${LIST_WORDS[name].many}JsonLines`,
      tag: 'Collections',
      summary: `The ${name} of a topic, one a line`,
      description: 'JSON Lines: each line is an item as in the list, with the id of its topic and without `url`.',
      content: { 'application/jsonl': {} },
    }),
  ),
]

/** Examples of single items. */
const EXAMPLES: { [Name in ListName]?: ExampleName } = {
  events: 'event',
  statements: 'statement',
  people: 'person',
  organizations: 'organization',
}

const COLLECTIONS: Operation[] = LIST_NAMES.flatMap((name): Operation[] => {
  const { entity, mayNeedContext, derived } = LISTS[name]
  const words = LIST_WORDS[name]
  const list: Operation = {
    ...FILE,
    path: `${TOPIC}/${name}`,
    id: `list${words.many}`,
    tag: 'Collections',
    summary: `The ${name} of a topic`,
    description: words.about,
    content: json(`${entity}List`, name),
    // A cursor may name a release that was withdrawn.
    statuses: [...FILE.statuses, 410],
  }
  if (derived) return [list]
  return [
    list,
    {
      ...FILE,
      path: `${TOPIC}/${name}/{id}`,
      id: `get${words.one}`,
      tag: 'Collections',
      summary: words.item,
      description: `The same object as in the list of ${name}.`,
      ...(mayNeedContext && { headers: [...(FILE.headers ?? []), 'X-Robots-Tag' as const] }),
      content: json([`${entity}Item`, `${entity}Selection`], EXAMPLES[name]),
      statuses: [...FILE.statuses, 308, 410],
    },
  ]
})

export const COLLECTION_OPERATIONS: Operation[] = [...COLLECTIONS, ...FORMATS]
