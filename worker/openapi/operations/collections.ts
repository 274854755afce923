/** The collections of a topic, each as a list and item by item. */

import type { CollectionName } from '../../../data/schema/api.ts'
import { COLLECTION_NAMES } from '../../../data/schema/collections.ts'
import type { ListName, SchemaName, SelectionName } from '../../../data/schema/json-schema.ts'
import { SELECTION_TYPE } from '../../query/parameters.ts'
import type { ExampleName } from '../examples.ts'
import type { Operation } from '../operation.ts'
import { FILE, json, TOPIC } from './files.ts'

interface Words {
  /** In operation ids: `listEvents`, `getEvent`. */
  many: string
  one: string
  /** In sentences: `An event`. */
  item: string
  list: ListName
  selection: SelectionName
  schema: SchemaName
  about: string
  example?: ExampleName
}

const COLLECTIONS: Record<CollectionName, Words> = {
  events: {
    many: 'Events',
    one: 'Event',
    item: 'An event',
    list: 'EventList',
    selection: 'EventSelection',
    schema: 'Event',
    about: 'What happened, when and where.',
    example: 'event',
  },
  articles: {
    many: 'Articles',
    one: 'Article',
    item: 'An article',
    list: 'ArticleList',
    selection: 'ArticleSelection',
    schema: 'Article',
    about: 'The sources, with our summary of each.',
  },
  statements: {
    many: 'Statements',
    one: 'Statement',
    item: 'A statement',
    list: 'StatementList',
    selection: 'StatementSelection',
    schema: 'Statement',
    about: 'Who says what, as reported by whom.',
    example: 'statement',
  },
  people: {
    many: 'People',
    one: 'Person',
    item: 'A person',
    list: 'PartyList',
    selection: 'PartySelection',
    schema: 'Party',
    about: 'People, with the roles that a source gives them.',
    example: 'person',
  },
  organizations: {
    many: 'Organizations',
    one: 'Organization',
    item: 'An organization',
    list: 'PartyList',
    selection: 'PartySelection',
    schema: 'Party',
    about: 'Organizations, with the roles that a source gives them.',
    example: 'organization',
  },
  corrections: {
    many: 'Corrections',
    one: 'Correction',
    item: 'A correction',
    list: 'CorrectionList',
    selection: 'CorrectionSelection',
    schema: 'Correction',
    about: 'What was put right, before and after.',
  },
}

/** Collections in formats for other programs. */
const FORMATS: Operation[] = [
  {
    ...FILE,
    path: `${TOPIC}/events.ics`,
    id: 'getEventsCalendar',
    tag: 'Collections',
    summary: 'The events of a topic as a calendar',
    description: 'iCalendar (RFC 5545). What has no date is not in it.',
    content: { 'text/calendar': {} },
  },
  ...(['events', 'statements'] as const).map(
    (name): Operation => ({
      ...FILE,
      path: `${TOPIC}/${name}.csv`,
      id: `get${COLLECTIONS[name].many}Csv`,
      tag: 'Collections',
      summary: `The ${name} of a topic as a table`,
      description: 'CSV (RFC 4180) in UTF-8. No cell can run as a formula.',
      content: { 'text/csv': {} },
    }),
  ),
]

/** Collections with a field `standalone`. */
const MAY_NOT_STAND_ALONE = new Set<CollectionName>(['events', 'statements'])

const LISTS: Operation[] = COLLECTION_NAMES.flatMap((name) => {
  const { many, one, item, list, selection, schema, about, example } = COLLECTIONS[name]
  return [
    {
      ...FILE,
      path: `${TOPIC}/${name}`,
      id: `list${many}`,
      tag: 'Collections',
      summary: `The ${name} of a topic`,
      description: about,
      content: { 'application/json': { schema: list, example: name }, [SELECTION_TYPE]: { schema: selection } },
      // A cursor can be of a release that was withdrawn.
      statuses: [...FILE.statuses, 410],
    },
    {
      ...FILE,
      path: `${TOPIC}/${name}/{id}`,
      id: `get${one}`,
      tag: 'Collections',
      summary: item,
      description: `As the list of ${name} has it.`,
      ...(MAY_NOT_STAND_ALONE.has(name) && { headers: [...(FILE.headers ?? []), 'X-Robots-Tag' as const] }),
      content: json(schema, example),
      statuses: [...FILE.statuses, 308, 410],
    },
  ]
})

export const COLLECTION_OPERATIONS: Operation[] = [...LISTS, ...FORMATS]
