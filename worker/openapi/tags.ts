/** The groups that routes are shown in, in this order. */
export const TAGS = {
  'Across topics':
    'Lists, search and changes of all topics, from an index. Each answers one question in one request. They are JSON alone: CSV, JSON Lines and archives are of one topic.',
  Topics: 'Topics, whole or just what the box shows.',
  Collections: 'What a topic is made of: events, statements, articles, people, organizations, corrections.',
  Releases: 'Every state that readers ever had. A release never changes; only a withdrawal takes something out of it.',
  Service: 'What the service says of itself: this description, its schemas and its health.',
  Embedding: 'The box on other people’s pages.',
  Pages: 'HTML for readers. Programs find the same in the data above.',
  Assets: 'What pages, browsers and crawlers load beside the pages.',
} as const

export type TagName = keyof typeof TAGS
