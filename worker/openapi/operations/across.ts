/** Operations across topics: lists, search, changes and the feed of all topics. */
import { LIST_WORDS } from '../../../data/schema/list-words.ts'
import { LIST_NAMES, LISTS } from '../../../data/schema/lists.ts'
import type { Operation } from '../operation.ts'
import { json } from './files.ts'

const ACROSS: Pick<Operation, 'tag' | 'caching' | 'headers' | 'statuses'> = {
  tag: 'Across topics',
  caching: 'revalidated',
  headers: ['Link'],
  statuses: [304, 503],
}

const order = (isDated: boolean) => (isDated ? 'Newest first, undated items last' : 'By id')

export const ACROSS_OPERATIONS: Operation[] = [
  {
    ...ACROSS,
    path: '/v1',
    id: 'getEntryPoints',
    summary: 'URLs of the main resources',
    description: 'URLs by name: lists, search, feeds, schemas and this reference.',
    content: json('EntryPoints', 'entryPoints'),
    statuses: [304],
  },
  {
    ...ACROSS,
    path: '/v1/topics',
    id: 'listTopics',
    summary: 'Every topic',
    description: 'One row per topic, by id; with `q`, best matches first.',
    content: json('TopicList', 'topics'),
  },
  ...LIST_NAMES.map((name): Operation => {
    const { many, about, dated } = LIST_WORDS[name]
    return {
      ...ACROSS,
      path: `/v1/${name}`,
      id: `listAll${many}`,
      summary: `The ${name} of every topic`,
      description: `${about} ${order(dated !== undefined)}; with \`q\`, best matches first.`,
      content: json(`${LISTS[name].entity}List`, name),
    }
  }),
  {
    ...ACROSS,
    path: '/v1/search',
    id: 'search',
    summary: 'Search all topics',
    description:
      'Searches names, texts and summaries of all topics, and counts the matches per kind and per topic. Does not find items that must not be shown alone.',
    content: json('SearchResults', 'search'),
  },
  {
    ...ACROSS,
    path: '/v1/changes',
    id: 'listAllChanges',
    summary: 'What changed in any topic',
    description:
      'Item by item, newest first, for the 50 newest releases of each topic. With `modifiedSince`, only later changes. A withdrawal is not a change: a withdrawn item disappears from every list, and its URL returns 410.',
    content: json('ChangeList', 'changeItems'),
  },
  {
    ...ACROSS,
    path: '/v1/feed.atom',
    id: 'getAtom',
    summary: 'What changed in any topic, as a feed',
    description: 'Atom (RFC 4287): the 50 newest releases and corrections, newest first.',
    headers: [],
    content: { 'application/atom+xml': {} },
  },
  {
    ...ACROSS,
    path: '/v1/feed.json',
    id: 'getJsonFeed',
    summary: 'What changed in any topic, as a JSON Feed',
    description: 'JSON Feed 1.1: the 50 newest releases and corrections, newest first.',
    headers: [],
    content: { 'application/feed+json': { schema: 'object' } },
  },
]
