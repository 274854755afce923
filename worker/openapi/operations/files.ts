/** The files of a topic, and what their operations share. */
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

/** URLs of single formats of the topic, for clients that cannot set Accept. */
const TOPIC_FORMATS: Operation[] = [
  {
    ...FILE,
    path: `${TOPIC}.jsonld`,
    id: 'getTopicJsonLd',
    tag: 'Topics',
    summary: 'A whole topic as linked data',
    description: 'JSON-LD with the vocabulary of schema.org.',
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
    summary: 'A whole topic as an archive',
    description:
      'A ZIP file with the data as JSON, JSON Lines and CSV, and `datapackage.json`. URLs of this service in it are relative.',
    content: { 'application/zip': {} },
  },
  {
    ...FILE,
    path: `${TOPIC}/datapackage.json`,
    id: 'getDataPackage',
    tag: 'Topics',
    summary: 'The tables of a topic, described column by column',
    description: 'A Frictionless Data Package: its resources are the CSV files at the neighbouring URLs.',
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

/** Rendered when a release is published; old releases have none. */
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
    description: 'The whole content of the current release, with a citation for every sentence.',
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
    description: 'The data of the compact and the full box: with names instead of ids, and lists of limited length.',
    content: json('Box', 'box'),
  },
  {
    ...FILE,
    path: `${TOPIC}/cards/{id}`,
    id: 'getCard',
    tag: 'Topics',
    summary: 'One statement or event, as the widget shows it alone',
    description:
      'A box whose lists contain only that item and what it needs. The whole box if the item must not be shown alone; for a retired id, the item that replaced it.',
    content: json('Box', 'box'),
    headers: FILE_HEADERS.filter((name) => name !== 'Last-Modified'),
    statuses: [...FILE.statuses, 410],
  },
]
