/** The groups of routes in the reference, in this order. */
export const TAGS = {
  'Across topics':
    'Lists, search and changes of all topics, from an index. Only as JSON: CSV, JSON Lines and archives contain one topic.',
  Topics: 'Whole topics, or only what the box shows.',
  Collections: 'The parts of a topic: events, statements, articles, people, organizations, corrections.',
  Releases: 'All published states of a topic. A release never changes; only a withdrawal removes something from it.',
  Service: 'The service itself: this description, its schemas and its health.',
  Embedding: 'The box on other sites.',
  Pages: 'HTML for readers. The data above have the same content for programs.',
  Assets: 'Files that pages, browsers and crawlers load in addition to the pages.',
} as const

export type TagName = keyof typeof TAGS
