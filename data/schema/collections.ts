/** The collections of a topic: each is a list under `/v1/topics/{topic}` and, across topics, under `/v1`. */
export const COLLECTION_NAMES = ['events', 'articles', 'statements', 'people', 'organizations', 'corrections'] as const
export type CollectionName = (typeof COLLECTION_NAMES)[number]
