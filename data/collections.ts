import type { CollectionName } from './wire.ts'

/** The collections of a topic: each is a file of a release and a path under `/v1/topics/{topic}`. */
export const COLLECTION_NAMES = [
  'events',
  'articles',
  'statements',
  'people',
  'organizations',
  'corrections',
] as const satisfies readonly CollectionName[]
