/**
 * The items of both feeds, newest first: one for each release and one for each correction that readers now have. The last
 * is the first release, however many there have been. Identifiers are addresses that stay.
 */
import type { Correction, Topic } from '../../schema/api.ts'
import { itemUrl, pageUrl, releaseUrl } from './addresses.ts'
import type { FeedEntry } from './entries.ts'
import { renderCorrection, renderRelease, summariseRelease } from './feed-html.ts'
import { createNames } from './names.ts'
import { dropControls } from './text.ts'

/** How many releases a feed lists, besides the first; `entries.json` has them all. */
const MAX_RECENT_RELEASES = 50

const CORRECTION_TITLES = {
  correction: 'Correction',
  clarification: 'Clarification',
  update: 'Update',
  retraction: 'Retraction',
} as const satisfies Record<Correction['kind'], string>

export interface FeedItem {
  id: string
  url: string
  kind: 'release' | 'correction'
  /** Plain text, as is `summary`. */
  title: string
  summary: string
  html: string
  /** RFC 3339, UTC. */
  published: string
  modified: string
}

export function listFeedItems(topic: Topic, entries: FeedEntry[]): FeedItem[] {
  const shown = entries.filter((_, i) => i < MAX_RECENT_RELEASES || i === entries.length - 1)
  const corrections = topic.corrections.map((correction) => describeCorrection(topic, correction, entries))
  const releases = shown.map((entry) => describeRelease(topic, entry))
  // The sort is stable: what a release corrects is newer than the release itself.
  return [...corrections, ...releases].sort((a, b) => compare(b.published, a.published))
}

function describeRelease(topic: Topic, entry: FeedEntry): FeedItem {
  return {
    id: releaseUrl(topic.id, entry.release),
    url: pageUrl(topic.id, `release-${entry.release}`),
    kind: 'release',
    title: dropControls(`${topic.name}: release ${entry.release}`),
    summary: summariseRelease(entry),
    html: dropControls(renderRelease(topic, entry)),
    published: entry.published,
    modified: entry.published,
  }
}

function describeCorrection(topic: Topic, correction: Correction, entries: FeedEntry[]): FeedItem {
  const first = entries.find(({ release }) => release === correction.release)
  const last = entries.find((entry) => entry === first || entry.changes.some(({ id }) => id === correction.id))
  const corrected = [...topic.events, ...topic.statements].find(({ id }) => id === correction.target)
  const isAlone = corrected?.standalone !== false
  const target = isAlone ? createNames(topic).name(correction.target) : correction.target
  return {
    id: itemUrl(topic.id, 'corrections', correction.id),
    url: pageUrl(topic.id, correction.id),
    kind: 'correction',
    title: dropControls(`${CORRECTION_TITLES[correction.kind]}: ${target}`),
    summary: dropControls(correction.reason),
    html: dropControls(renderCorrection(topic, correction, target, { withWords: isAlone })),
    published: first?.published ?? topic.dateModified,
    modified: last?.published ?? topic.dateModified,
  }
}

/** All times are in UTC and whole seconds, so that the order of the texts is theirs. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
