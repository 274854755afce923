/** The files of a topic, and what every operation on one has in common. */
import type { SchemaName } from '../../../data/schema/json-schema.ts'
import type { ExampleName } from '../examples.ts'
import type { Content, HeaderName, Operation } from '../operation.ts'

export const TOPIC = '/v1/topics/{topic}'

export function json(schema: SchemaName | readonly SchemaName[], example?: ExampleName): Record<string, Content> {
  return { 'application/json': { schema, ...(example && { example }) } }
}

const FILE_HEADERS: HeaderName[] = ['Last-Modified', 'X-Release', 'Link', 'Content-Location']

export const FILE: Pick<Operation, 'caching' | 'headers' | 'statuses'> = {
  caching: 'revalidated',
  headers: FILE_HEADERS,
  statuses: [304, 404, 503],
}

/** The topic in one format each, for programs that cannot say what they accept. */
const TOPIC_FORMATS: Operation[] = [
  {
    ...FILE,
    path: `${TOPIC}.jsonld`,
    id: 'getTopicJsonLd',
    tag: 'Topics',
    summary: 'A whole topic as linked data',
    description: 'JSON-LD in the terms of schema.org.',
    content: { 'application/ld+json': { schema: 'object' } },
  },
  {
    ...FILE,
    path: `${TOPIC}.md`,
    id: 'getTopicMarkdown',
    tag: 'Topics',
    summary: 'A whole topic to read',
    description: 'Markdown.',
    content: { 'text/markdown': {} },
  },
  {
    ...FILE,
    path: `${TOPIC}.zip`,
    id: 'getTopicArchive',
    tag: 'Topics',
    summary: 'Everything as one file',
    description:
      'A ZIP with the data in JSON, JSON Lines and CSV, and `datapackage.json`. URLs of this service in it are relative.',
    content: { 'application/zip': {} },
  },
  {
    ...FILE,
    path: `${TOPIC}/datapackage.json`,
    id: 'getDataPackage',
    tag: 'Topics',
    summary: 'The tables of a topic, described column by column',
    description: 'A frictionless Data Package: its resources are the CSV files beside it.',
    content: { 'application/json': { schema: 'object' } },
  },
  {
    ...FILE,
    path: `${TOPIC}/feed.atom`,
    id: 'getTopicAtom',
    tag: 'Topics',
    summary: 'What each release changed, as a feed',
    description: 'Atom (RFC 4287), newest release first.',
    content: { 'application/atom+xml': {} },
  },
  {
    ...FILE,
    path: `${TOPIC}/feed.json`,
    id: 'getTopicJsonFeed',
    tag: 'Topics',
    summary: 'What each release changed, as a JSON Feed',
    description: 'JSON Feed 1.1, newest release first.',
    content: { 'application/feed+json': { schema: 'object' } },
  },
]

/** Drawn when it is published; a release from before there were pictures has none. */
const PICTURE: Operation = {
  ...FILE,
  path: `${TOPIC}/share.png`,
  id: 'getSharePicture',
  tag: 'Topics',
  summary: 'A topic’s picture for links',
  description: 'PNG, 1200 by 630.',
  content: { 'image/png': {} },
}

export const TOPIC_OPERATIONS: Operation[] = [
  {
    ...FILE,
    path: TOPIC,
    id: 'getTopic',
    tag: 'Topics',
    summary: 'A whole topic',
    description: 'Everything that the release which readers have now says, with a citation for every sentence.',
    content: {
      ...json('Topic', 'topic'),
      'application/ld+json': { schema: 'object' },
      'text/markdown': {},
    },
    headers: [...FILE_HEADERS, 'Vary'],
    statuses: [...FILE.statuses, 406],
  },
  ...TOPIC_FORMATS,
  PICTURE,
  {
    ...FILE,
    path: `${TOPIC}/box`,
    id: 'getBox',
    tag: 'Topics',
    summary: 'What the widget shows',
    description: 'The data of the compact and the full box: names are resolved, lists are bounded.',
    content: json('Box', 'box'),
  },
  {
    ...FILE,
    path: `${TOPIC}/cards/{id}`,
    id: 'getCard',
    tag: 'Topics',
    summary: 'One statement or event as the widget shows it alone',
    description:
      'A box whose lists hold that item and what it needs. The whole box for an item that may not stand alone; for a retired id, the item that took its place.',
    content: json('Box', 'box'),
    headers: FILE_HEADERS.filter((name) => name !== 'Last-Modified'),
    statuses: [...FILE.statuses, 410],
  },
]
