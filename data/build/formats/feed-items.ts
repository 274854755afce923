/**
 * The items of both feeds, newest first, as HTML with every text escaped: one for each recent release and one for each current
 * correction. The first release is always included. Identifiers are permanent URLs.
 */
import type { ChangedPart, CollectionName, Correction, Topic } from '../../schema/api.ts'
import { COLLECTION_NAMES } from '../../schema/collections.ts'
import { describeDate } from '../dates.ts'
import { itemUrl, pageUrl, releaseUrl } from '../urls.ts'
import type { EntryChange, EntryField, FeedEntry } from './entries.ts'
import { count, createNames, dropControls } from './text.ts'

/** Number of releases in a feed, in addition to the first; `entries.json` has them all. */
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
  // The sort is stable: corrections come before their release.
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
  // Its release or, if that was withdrawn, the next one. Later releases do not change the date.
  const first = entries.findLast(({ release }) => release >= correction.release)
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

/** All times are in UTC and whole seconds, so the order of strings is the order of times. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const KINDS = { added: 'Added', changed: 'Changed', removed: 'Removed' } as const

/** Singular and plural. */
const PARTS = {
  events: ['event', 'events'],
  articles: ['source', 'sources'],
  statements: ['statement', 'statements'],
  people: ['person', 'people'],
  organizations: ['organisation', 'organisations'],
  corrections: ['correction', 'corrections'],
  unknowns: ['open question', 'open questions'],
  topic: ['topic', 'topics'],
} as const satisfies Record<ChangedPart, readonly [string, string]>

/** Plain text: `2 added, 1 changed`. */
function summariseRelease({ previous, changes, totals }: FeedEntry): string {
  if (previous === undefined) return `First release: ${describeTotals(totals)}.`
  if (changes.length === 0) return `Rebuilt; nothing that it says has changed since release ${previous}.`
  const kinds = (['added', 'changed', 'removed'] as const).map(
    (kind) => [kind, changes.filter((change) => change.kind === kind).length] as const,
  )
  const counts = kinds.filter(([, number]) => number > 0).map(([kind, number]) => `${number} ${kind}`)
  return `Since release ${previous}: ${counts.join(', ')}.`
}

function describeTotals(totals: Record<CollectionName, number>): string {
  const present = COLLECTION_NAMES.filter((name) => totals[name] > 0)
  const words = present.map((name) => {
    const [one, many] = PARTS[name]
    return count(totals[name], one, many)
  })
  return words.join(', ')
}

function renderRelease(topic: Topic, entry: FeedEntry): string {
  const lines = entry.changes.map((change) => `<li dir="auto">${renderChange(topic.id, change)}</li>`)
  const list = lines.length > 0 ? `<ul>${lines.join('')}</ul>` : ''
  const page = `<p><a href="${escapeHtml(pageUrl(topic.id))}">${escapeHtml(topic.name)}</a></p>`
  return `<p>${escapeHtml(summariseRelease(entry))}</p>${list}${page}`
}

function renderChange(topic: string, { part, id, label, kind, fields = [] }: EntryChange): string {
  const text = `<bdi>${escapeHtml(label)}</bdi>`
  const address = part === 'topic' ? pageUrl(topic) : pageUrl(topic, id)
  const shown = kind === 'removed' ? text : `<a href="${escapeHtml(address)}">${text}</a>`
  const details = fields.map((field) => `<li dir="auto">${renderField(field)}</li>`)
  const list = details.length > 0 ? `<ul>${details.join('')}</ul>` : ''
  return `${KINDS[kind]} ${PARTS[part][0]}: ${shown}${list}`
}

function renderField({ field, before, after }: EntryField): string {
  const parts = [
    before === undefined ? '' : ` <del>${escapeHtml(before)}</del>`,
    after === undefined ? '' : ` <ins>${escapeHtml(after)}</ins>`,
  ]
  return `${escapeHtml(field)}:${parts.join('') || ' changed'}`
}

/** Without words, for an item that must not be shown alone: only the reason, and a link to the item. */
function renderCorrection(
  topic: Topic,
  correction: Correction,
  target: string,
  { withWords }: { withWords: boolean },
): string {
  const { date, before, after, reason, release } = correction
  const address = escapeHtml(pageUrl(topic.id, correction.target))
  return [
    `<p dir="auto"><a href="${address}"><bdi>${escapeHtml(target)}</bdi></a></p>`,
    ...(withWords
      ? [
          `<p dir="auto">Before: <del>${escapeHtml(before)}</del></p>`,
          `<p dir="auto">Now: <ins>${escapeHtml(after)}</ins></p>`,
        ]
      : []),
    `<p dir="auto">${escapeHtml(reason)}</p>`,
    `<p>${escapeHtml(describeDate(date))}, in release ${release}.</p>`,
  ].join('')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Escapes text and attribute values. Escaping `>` also removes `]]>`, which a CDATA section cannot contain. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
