/**
 * `events.csv` and `statements.csv` (RFC 4180, UTF-8, CRLF, a header row): one item a row, flat.
 *
 * - A cell that begins with `=`, `+`, `-`, `@` (or their full-width forms) gets an apostrophe in front, so that no
 *   spreadsheet runs it. To have the text back, take one apostrophe off where one of these follows.
 * - No byte order mark: RFC 4180 has none, and many readers make it part of the first column's name. The media type says
 *   UTF-8; when opening the file by hand in a spreadsheet, choose UTF-8.
 * - Several values stand in one cell: ids with a space between (no id has one), words with `; ` between.
 * - An absent value is an empty cell. No cell tells the release, so that a file that did not change keeps its hash.
 */
import type { Event, Statement, Topic } from '../../schema/api.ts'
import { itemUrl, pageUrl } from './addresses.ts'
import { stringify } from './csv-stringify.js'
import { createNames, type Names } from './names.ts'
import { dropControls } from './text.ts'

type Columns<Item> = Record<string, (item: Item, names: Names, topic: string) => string | undefined>

const EVENT_COLUMNS: Columns<Event> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  description: ({ description }) => description,
  /** `2007`, `2007-07` or `2007-07-24`; with the precision `approximate`, the first day possible. */
  startDate: ({ startDate }) => startDate,
  /** The last day, included; with the precision `approximate`, the last day possible. */
  endDate: ({ endDate }) => endDate,
  datePrecision: ({ datePrecision }) => datePrecision,
  dateBasis: ({ dateBasis }) => dateBasis,
  location: ({ location }) => location?.name,
  locationBasis: ({ location }) => location?.basis,
  /** Ids of people and organizations. */
  participants: ({ participants }) => joinIds(participants.map(({ party }) => party)),
  /** The same in words: `Ryan Crocker (US ambassador to Iraq); …`. */
  participantRoles: ({ participants }, names) =>
    joinWords(participants.map(({ party, roleName }) => `${names.name(party)} (${roleName})`)),
  outcome: ({ outcome }) => outcome,
  /** The id of the event that this one is a part of. */
  superEvent: ({ superEvent }) => superEvent,
  ...receiptColumns<Event>('events'),
  standalone: readStandalone,
}

const STATEMENT_COLUMNS: Columns<Statement> = {
  id: ({ id }) => id,
  text: ({ text }) => text,
  status: ({ status }) => status,
  /** The id of who says so, and their name. */
  claimant: ({ claimant }) => claimant,
  claimantName: ({ claimant }, names) => claimant && names.name(claimant),
  /** The id of the article that carries it, and who published that. */
  reportedBy: ({ reportedBy }) => reportedBy,
  reportedByPublisher: ({ reportedBy }, names) => names.article(reportedBy)?.publisher,
  /** Ids of parties and events. */
  about: ({ about }) => joinIds(about),
  event: ({ event }) => event,
  /** A fragment that the source itself quotes, letter for letter, and who spoke it. */
  quote: ({ quote }) => quote?.text,
  quoteSpokenBy: ({ quote }) => quote?.spokenBy,
  quoteSpokenByName: ({ quote }, names) => quote && names.name(quote.spokenBy),
  ...receiptColumns<Statement>('statements'),
  /** `true` for what stands for the others of its status where only one is shown. */
  lead: ({ lead }) => lead && 'true',
  standalone: readStandalone,
}

/** `false` for what must not be shown alone. */
function readStandalone({ standalone }: Event | Statement): string | undefined {
  return standalone === false ? 'false' : undefined
}

/** Where it rests, and where it stands. */
function receiptColumns<Item extends Event | Statement>(collection: 'events' | 'statements'): Columns<Item> {
  return {
    /** Ids of the articles cited. */
    sources: ({ citations }) => joinIds(new Set(citations.map(({ article }) => article))),
    /** Addresses that scroll to the passages cited, of articles that have an address. */
    sourceUrls: ({ citations }) => joinIds(citations.flatMap(({ textFragmentUrl }) => textFragmentUrl ?? [])),
    topic: (_, __, topic) => topic,
    /** The item's record, and its place on the topic's page. */
    recordUrl: ({ id }, _, topic) => itemUrl(topic, collection, id),
    url: ({ id }, _, topic) => pageUrl(topic, id),
  }
}

export function buildEventsCsv(topic: Topic): string {
  return buildCsv(topic, topic.events, EVENT_COLUMNS)
}

export function buildStatementsCsv(topic: Topic): string {
  return buildCsv(topic, topic.statements, STATEMENT_COLUMNS)
}

function buildCsv<Item>(topic: Topic, items: Item[], columns: Columns<Item>): string {
  const names = createNames(topic)
  const cells = Object.values(columns)
  const rows = items.map((item) => cells.map((read) => dropControls(read(item, names, topic.id) ?? '')))
  return stringify(rows, {
    columns: Object.keys(columns),
    header: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  })
}

function joinIds(ids: Iterable<string>): string {
  return [...ids].join(' ')
}

function joinWords(words: string[]): string {
  return words.join('; ')
}
