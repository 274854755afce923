/**
 * The words of `topic.jsonld`, inside the file, so that it can be read without the network, and how its nodes name each other.
 * schema.org's words are taken as they are; our own, for what schema.org lacks, stand at the origin.
 */
import type { Topic } from '../../schema/api.ts'
import { COLLECTION_NAMES } from '../../schema/collections.ts'
import { itemUrl, pageUrl, topicUrl, VOCABULARY_URL } from '../urls.ts'

/** Our own terms and what they mean. */
export const OWN_TERMS = {
  abstractSentences: 'The abstract, sentence by sentence, each with its receipts, in order.',
  after: 'What it says since the correction.',
  article: 'The article that a receipt points into.',
  basis: 'What a remark rests on, or what the source leaves open about a place.',
  before: 'What it said before the correction.',
  dateBasis: 'What a date rests on.',
  datePrecision: 'day, month, year, approximate (earliestDate and latestDate bound it) or unknown.',
  earliestDate: 'The first day on which the event can have happened.',
  end: 'Where a passage ends, in UTF-16 code units of the normalised text, excluded.',
  event: 'The event that a claim or question belongs to.',
  kind: 'correction, clarification, update or retraction.',
  latestDate: 'The last day on which the event can have happened.',
  lead: 'true: it stands for its group where only one of the group is shown.',
  locator: 'A passage of the normalised text of an article: its place, and the digest of its UTF-8 bytes.',
  outcome: 'What came of an event, by whose account.',
  outletNote: 'Our remark on who publishes an article.',
  Receipt: 'A passage of an article on which something rests.',
  receipt: 'A passage on which this rests.',
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

/** Dates and addresses are typed as in schema.org's own context; there, too, `Date` may have reduced precision. */
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

/** A key without a value is left out of the file. */
export type Node = Record<string, unknown>
export type Reference = { '@id': string }

export interface Graph {
  topic: Topic
  /** The node of an item. What has no record of its own is a place on the page. */
  refer: (id: string) => Reference
}

export function createGraph(topic: Topic): Graph {
  const addresses = new Map(
    COLLECTION_NAMES.flatMap((name) => topic[name].map(({ id }) => [id, itemUrl(topic.id, name, id)] as const)),
  )
  return { topic, refer: (id) => ({ '@id': addresses.get(id) ?? pageUrl(topic.id, id) }) }
}
