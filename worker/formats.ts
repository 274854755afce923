/** The files of a release that have a URL, their types and schemas, and which are formats of the same content. */
import type { CollectionName } from '../data/schema/api.ts'

/** By path within a release. `address` is appended to the topic's URL. */
export const FILES = {
  'topic.json': { address: '', type: 'application/json', schema: 'Topic' },
  'topic.jsonld': { address: '.jsonld', type: 'application/ld+json' },
  'topic.md': { address: '.md', type: 'text/markdown' },
  'feed.atom': { address: '/feed.atom', type: 'application/atom+xml' },
  'feed.json': { address: '/feed.json', type: 'application/feed+json' },
  'share.png': { address: '/share.png', type: 'image/png' },
  'box.json': { address: '/box', type: 'application/json', schema: 'Box' },
  'events.json': { address: '/events', type: 'application/json', schema: 'EventList' },
  'events.ics': { address: '/events.ics', type: 'text/calendar' },
  'events.csv': { address: '/events.csv', type: 'text/csv' },
  'events.jsonl': { address: '/events.jsonl', type: 'application/jsonl' },
  'statements.json': { address: '/statements', type: 'application/json', schema: 'StatementList' },
  'statements.csv': { address: '/statements.csv', type: 'text/csv' },
  'statements.jsonl': { address: '/statements.jsonl', type: 'application/jsonl' },
  'articles.json': { address: '/articles', type: 'application/json', schema: 'ArticleList' },
  'articles.csv': { address: '/articles.csv', type: 'text/csv' },
  'people.csv': { address: '/people.csv', type: 'text/csv' },
  'organizations.csv': { address: '/organizations.csv', type: 'text/csv' },
  'datapackage.json': { address: '/datapackage.json', type: 'application/json' },
  'topic.zip': { address: '.zip', type: 'application/zip' },
  'people.json': { address: '/people', type: 'application/json', schema: 'PartyList' },
  'organizations.json': { address: '/organizations', type: 'application/json', schema: 'PartyList' },
  'corrections.json': { address: '/corrections', type: 'application/json', schema: 'CorrectionList' },
  'changes.json': { address: '/changes', type: 'application/json', schema: 'Changes' },
} as const satisfies Record<string, { address: string; type: string; schema?: string }>

export type FilePath = keyof typeof FILES

/** Formats of the topic, the default first. */
export const TOPIC_FORMATS = ['topic.json', 'topic.jsonld', 'topic.md'] as const satisfies FilePath[]
const FORMATS: readonly (readonly FilePath[])[] = [
  [...TOPIC_FORMATS, 'topic.zip', 'datapackage.json', 'feed.atom', 'feed.json'],
  ['events.json', 'events.ics', 'events.csv', 'events.jsonl'],
  ['statements.json', 'statements.csv', 'statements.jsonl'],
  ['articles.json', 'articles.csv'],
  ['people.json', 'people.csv'],
  ['organizations.json', 'organizations.csv'],
]

/** Files whose URL is the topic's URL followed by the file name. */
export const NAMED_FILES = [
  'events.ics',
  'events.csv',
  'events.jsonl',
  'statements.csv',
  'statements.jsonl',
  'articles.csv',
  'people.csv',
  'organizations.csv',
  'datapackage.json',
  'feed.atom',
  'feed.json',
  'share.png',
] as const satisfies FilePath[]

/** Returns the other formats of a file's content. */
export function listAlternates(path: FilePath): FilePath[] {
  return (FORMATS.find((group) => group.includes(path)) ?? []).filter((other) => other !== path)
}

/** Names of the JSON Schemas of one item, at `/v1/schemas/{name}.json`, by collection. */
export const ITEM_SCHEMAS = {
  events: 'EventItem',
  articles: 'ArticleItem',
  statements: 'StatementItem',
  people: 'PartyItem',
  organizations: 'PartyItem',
  corrections: 'CorrectionItem',
} as const satisfies Record<CollectionName, string>
