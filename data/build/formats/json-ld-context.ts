/**
 * The context of `topic.jsonld`, which is part of the file, so that it can be read offline, and references between its nodes.
 * Terms are schema.org's; for what it lacks, own terms at `/vocabulary`.
 */
import type { Topic } from '../../schema/api.ts'
import { COLLECTION_NAMES } from '../../schema/collections.ts'
import { itemUrl, pageUrl, topicUrl, VOCABULARY_URL } from '../urls.ts'

/** Own terms and their meaning. */
export const OWN_TERMS = {
  abstractSentences: 'The abstract, sentence by sentence, each with its receipts, in order.',
  after: 'The text after the correction.',
  article: 'The article that a receipt refers to.',
  basis: 'The evidence for a remark, or what the source leaves open about a place.',
  before: 'The text before the correction.',
  dateBasis: 'How a date is known.',
  datePrecision: 'day, month, year, approximate (earliestDate and latestDate bound it) or unknown.',
  earliestDate: 'The first day on which the event can have happened.',
  end: 'Where a passage ends, in UTF-16 code units of the normalised text, excluded.',
  event: 'The event that a claim or question belongs to.',
  kind: 'correction, clarification, update or retraction.',
  latestDate: 'The last day on which the event can have happened.',
  lead: 'true: it represents its group where only one of the group is shown.',
  locator: 'A passage of the normalised text of an article: its position, and the digest of its UTF-8 bytes.',
  outcome: 'The outcome of an event, and by whose account.',
  outletNote: 'Our remark on who publishes an article.',
  Receipt: 'A passage of an article that supports something.',
  receipt: 'A passage that supports this.',
  release: 'The release that first carries a correction, counted from 1.',
  role: 'A role that a source gives a person or organization.',
  standalone: 'false: show it only among the others, never alone.',
  start: 'Where a passage starts, in UTF-16 code units of the normalised text, from 0.',
  status: 'reported, agreed, claimed, disputed, denied or planned: how far a claim goes.',
  summarySentences: 'Our summary of an article, sentence by sentence, each with its receipts, in order.',
  textDigest: 'SHA-256 of the normalised text of an article, in hexadecimal.',
} as const

const ownTerms = Object.fromEntries(Object.keys(OWN_TERMS).map((term) => [term, `${VOCABULARY_URL}${term}`]))
const own = (term: keyof typeof OWN_TERMS, coercion: object) => ({
  [term]: { '@id': `${VOCABULARY_URL}${term}`, ...coercion },
})

const ADDRESS = { '@type': '@id' }
const DATE = { '@type': 'Date' }
const LIST = { '@container': '@list' }

/** Dates and URLs have the types of schema.org's own context, where `Date` may also have reduced precision. */
export const CONTEXT = {
  '@vocab': 'https://schema.org/',
  ...ownTerms,
  ...own('abstractSentences', LIST),
  ...own('summarySentences', LIST),
  ...own('earliestDate', DATE),
  ...own('latestDate', DATE),
  startDate: DATE,
  endDate: DATE,
  datePublished: DATE,
  dateModified: { '@type': 'DateTime' },
  url: ADDRESS,
  contentUrl: ADDRESS,
  license: ADDRESS,
  sameAs: ADDRESS,
}

export function referToTopic({ topic }: Graph): Reference {
  return { '@id': topicUrl(topic.id) }
}

/** A key whose value is undefined is left out of the file. */
export type Node = Record<string, unknown>
export type Reference = { '@id': string }

export interface Graph {
  topic: Topic
  /** Refers to the node of an item. An item without a record is identified by its URL on the page. */
  refer: (id: string) => Reference
}

export function createGraph(topic: Topic): Graph {
  const addresses = new Map(
    COLLECTION_NAMES.flatMap((name) => topic[name].map(({ id }) => [id, itemUrl(topic.id, name, id)] as const)),
  )
  return { topic, refer: (id) => ({ '@id': addresses.get(id) ?? pageUrl(topic.id, id) }) }
}
