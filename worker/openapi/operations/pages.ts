/** Pages for readers. */
import type { Operation } from '../operation.ts'

const HTML = { 'text/html': {} }
const TEXT = { 'text/plain': {} }

const PAGE: Pick<Operation, 'tag' | 'unknownParameters' | 'content' | 'caching' | 'statuses'> = {
  tag: 'Pages',
  unknownParameters: 'redirect',
  content: HTML,
  caching: 'revalidated',
  statuses: [304],
}

export const PAGE_OPERATIONS: Operation[] = [
  {
    ...PAGE,
    path: '/',
    id: 'getHome',
    summary: 'Choose a box, see it on a page, copy it',
    description: 'A form; its URL contains all choices.',
    statuses: [...PAGE.statuses, 404, 410, 503],
  },
  {
    ...PAGE,
    path: '/preview',
    id: 'getPreview',
    summary: 'The chosen box on a page',
    description: 'The content of the configurator’s frame: the chosen box in a sample page.',
    statuses: [...PAGE.statuses, 404, 410, 503],
  },
  {
    ...PAGE,
    path: '/snippet',
    id: 'getSnippet',
    // A program that misspells an option must not publish a box without it.
    unknownParameters: 'refuse',
    summary: 'The code to paste for the chosen box',
    description: 'The text that the configurator copies: HTML, or a URL for oEmbed.',
    content: TEXT,
    statuses: [...PAGE.statuses, 404, 410, 503],
  },
  {
    ...PAGE,
    path: '/topics',
    id: 'getTopicIndex',
    summary: 'Every topic, to read',
    description: 'A page that lists the topics by name.',
    statuses: [...PAGE.statuses, 503],
  },
  {
    ...PAGE,
    path: '/search',
    id: 'getSearchPage',
    summary: 'Search all topics, to read',
    description:
      'Topics, statements, events, people, sources and corrections that contain the words of `q`. A `q` without a letter or digit is a 400.',
    statuses: [...PAGE.statuses, 503],
  },
  {
    ...PAGE,
    path: '/topics/{topic}',
    id: 'getTopicPage',
    summary: 'The full record of a topic, to read',
    description:
      'With `status`, `speaker` or `outlet`: only matching statements. A large topic has an overview here, and its events and lists on further pages.',
    headers: ['X-Release'],
    statuses: [...PAGE.statuses, 404, 503],
  },
  {
    ...PAGE,
    path: '/topics/{topic}/changes',
    id: 'getChangesPage',
    summary: 'What changed between two releases, to read',
    description: 'Item by item. Without parameters, the changes of the current release.',
    headers: ['X-Release'],
    statuses: [...PAGE.statuses, 404, 410, 503],
  },
  {
    ...PAGE,
    path: '/topics/{topic}/{id}',
    id: 'getItemPage',
    summary: 'The short URL of an item',
    description:
      'For a statement or event that may be shown alone: a card with metadata for link previews, which then redirects to its place in the full record. Every other item redirects there directly.',
    headers: ['X-Release'],
    statuses: [302, 304, 308, 404, 410, 503],
  },
  {
    path: '/embed/{topic}',
    id: 'getFrame',
    tag: 'Pages',
    unknownParameters: 'ignore',
    dropsWrongValues: true,
    summary: 'Only the box, for a frame',
    description: 'A page that contains only the box. It sends its height to the page around it.',
    content: HTML,
    caching: 'revalidated',
    headers: ['X-Release'],
    statuses: [304, 404, 410, 503],
  },
  {
    path: '/topics/{topic}/verify',
    id: 'getVerifyPage',
    tag: 'Pages',
    unknownParameters: 'redirect',
    summary: 'Check a topic’s citations',
    description: 'Compares the cited passages with the text of an article that you paste.',
    content: HTML,
    caching: 'revalidated',
    headers: ['X-Release'],
    statuses: [304, 404, 503],
  },
  {
    ...PAGE,
    path: '/about',
    id: 'getAboutPage',
    summary: 'How facts are chosen, attributed and corrected',
    description: 'The editorial rules of this service.',
    statuses: [...PAGE.statuses, 503],
  },
  {
    path: '/docs',
    id: 'getDocs',
    tag: 'Pages',
    unknownParameters: 'redirect',
    summary: 'This reference, to read',
    description: 'Generated from the OpenAPI document.',
    content: HTML,
    caching: 'revalidated',
    statuses: [304, 503],
  },
  {
    ...PAGE,
    path: '/docs/csv',
    id: 'getCsvReference',
    summary: 'The columns of every CSV file',
    description: 'With the separator, the encoding and the rule for cells that look like formulas.',
    statuses: [...PAGE.statuses, 503],
  },
  {
    ...PAGE,
    path: '/vocabulary',
    id: 'getVocabulary',
    summary: 'The terms of our linked data',
    description:
      'The terms that schema.org lacks, each with its own URL; also as RDF Schema, in a JSON-LD script element.',
    statuses: [...PAGE.statuses, 503],
  },
]
