/**
 * The columns of every CSV file: the content of a cell, and its description in `/docs/csv`, OpenAPI and each topic's
 * `datapackage.json`. Columns are only ever added, at the end.
 */
import type { Article, Event, Party, Statement, Topic } from '../../schema/api.ts'
import type { Citation } from '../../schema/entities.ts'
import { itemUrl, pageUrl } from '../urls.ts'
import type { Names } from './text.ts'

export interface Column<Item> {
  description: string
  read: (item: Item, context: Context) => string | undefined
}

export interface Context {
  topic: Topic
  names: Names
}

export type Columns<Item> = Record<string, Column<Item>>

const column = <Item>(description: string, read: Column<Item>['read']): Column<Item> => ({ description, read })

const joinIds = (ids: Iterable<string>) => [...ids].join(' ')
const joinWords = (words: string[]) => words.join('; ')

/** The receipts of an item, and its URLs. */
function receiptColumns<Item extends Event | Statement>(collection: 'events' | 'statements'): Columns<Item> {
  return {
    sources: column('Ids of the articles cited, with spaces between.', ({ citations }) =>
      joinIds(new Set(citations.map(({ article }) => article))),
    ),
    sourceUrls: column('URLs that scroll to the passages cited, of articles that have a URL.', ({ citations }) =>
      joinIds(citations.flatMap(({ textFragmentUrl }) => textFragmentUrl ?? [])),
    ),
    topic: column('Id of the topic.', (_, { topic }) => topic.id),
    recordUrl: column('The item as JSON.', ({ id }, { topic }) => itemUrl(topic.id, collection, id)),
    url: column('The item on the topic’s page.', ({ id }, { topic }) => pageUrl(topic.id, id)),
  }
}

/** Columns by which a program finds the cited passages in the article’s normalised text. */
function locatorColumns<Item extends { citations: Citation[] }>(): Columns<Item> {
  return {
    locators: column(
      'The passages cited: `article:start-end`, offsets in UTF-16 code units of the normalised text, with spaces between.',
      ({ citations }) => joinIds(citations.map(({ article, locator: { start, end } }) => `${article}:${start}-${end}`)),
    ),
    passageDigests: column('SHA-256 of each of these passages, in the same order.', ({ citations }) =>
      joinIds(citations.map(({ locator }) => locator.sha256)),
    ),
  }
}

const STANDALONE = column<Event | Statement>('`false` for what must not be shown alone.', ({ standalone }) =>
  standalone === false ? 'false' : undefined,
)

const EVENT_COLUMNS: Columns<Event> = {
  id: column('Id of the event.', ({ id }) => id),
  name: column('What it is called here.', ({ name }) => name),
  description: column('What happened.', ({ description }) => description),
  startDate: column(
    '`2007`, `2007-07` or `2007-07-24`; with the precision `approximate`, the first day possible.',
    ({ startDate }) => startDate,
  ),
  endDate: column(
    'The last day, included; with the precision `approximate`, the last day possible.',
    ({ endDate }) => endDate,
  ),
  datePrecision: column('How exactly the sources give the date.', ({ datePrecision }) => datePrecision),
  dateBasis: column('How the date is known.', ({ dateBasis }) => dateBasis),
  location: column('Where.', ({ location }) => location?.name),
  locationBasis: column('What the source leaves open about the place.', ({ location }) => location?.basis),
  participants: column('Ids of people and organizations, with spaces between.', ({ participants }) =>
    joinIds(participants.map(({ party }) => party)),
  ),
  participantRoles: column('The same in words: name (role), with semicolons between.', ({ participants }, { names }) =>
    joinWords(participants.map(({ party, roleName }) => `${names.name(party)} (${roleName})`)),
  ),
  outcome: column('What came of it.', ({ outcome }) => outcome),
  superEvent: column('Id of the event that this one is a part of.', ({ superEvent }) => superEvent),
  ...receiptColumns<Event>('events'),
  standalone: STANDALONE,
  ...locatorColumns<Event>(),
}

const eventOf = ({ event }: Statement, { topic }: Context) => topic.events.find(({ id }) => id === event)

const STATEMENT_COLUMNS: Columns<Statement> = {
  id: column('Id of the statement.', ({ id }) => id),
  text: column('One sentence in our words.', ({ text }) => text),
  status: column('Whether the sources agree: the values are those of the filter `status`.', ({ status }) => status),
  claimant: column('Id of who says so.', ({ claimant }) => claimant),
  claimantName: column('Name of who says so.', ({ claimant }, { names }) => claimant && names.name(claimant)),
  reportedBy: column('Id of the article that carries it.', ({ reportedBy }) => reportedBy),
  reportedByPublisher: column(
    'Who published that article.',
    ({ reportedBy }, { names }) => names.article(reportedBy)?.publisher,
  ),
  about: column('Ids of parties and events, with spaces between.', ({ about }) => joinIds(about)),
  event: column('Id of the event that it belongs to.', ({ event }) => event),
  quote: column('A fragment that the source itself quotes, letter for letter.', ({ quote }) => quote?.text),
  quoteSpokenBy: column('Id of who spoke it.', ({ quote }) => quote?.spokenBy),
  quoteSpokenByName: column('Name of who spoke it.', ({ quote }, { names }) => quote && names.name(quote.spokenBy)),
  ...receiptColumns<Statement>('statements'),
  lead: column(
    '`true` for what stands for the others of its status where only one is shown.',
    ({ lead }) => lead && 'true',
  ),
  standalone: STANDALONE,
  eventStartDate: column(
    'The first day, month or year of the event that it belongs to.',
    (statement, context) => eventOf(statement, context)?.startDate,
  ),
  eventEndDate: column('The last of it, included.', (statement, context) => eventOf(statement, context)?.endDate),
  ...locatorColumns<Statement>(),
}

const ARTICLE_COLUMNS: Columns<Article> = {
  id: column('Id of the article.', ({ id }) => id),
  headline: column('As printed.', ({ headline }) => headline),
  publisher: column('Who published it.', ({ publisher }) => publisher),
  dateline: column('Place and agency, as printed above the article.', ({ dateline }) => dateline),
  datePublished: column('`2007`, `2007-07` or `2007-07-24`.', ({ datePublished }) => datePublished),
  dateBasis: column('How the date is known.', ({ dateBasis }) => dateBasis),
  url: column('At its publisher.', ({ url }) => url),
  inLanguage: column('Language tag (BCP 47).', ({ inLanguage }) => inLanguage),
  genre: column('What kind of text it is.', ({ genre }) => genre),
  outletNote: column('Who publishes it, in our words.', ({ outletNote }) => outletNote.text),
  summary: column('What it reports, in our words, as one text.', ({ summary }) =>
    summary.map(({ text }) => text).join(' '),
  ),
  textDigest: column('SHA-256 of the whole normalised text.', ({ textDigest }) => textDigest),
  topic: column('Id of the topic.', (_, { topic }) => topic.id),
  recordUrl: column('The article’s record as JSON.', ({ id }, { topic }) => itemUrl(topic.id, 'articles', id)),
}

const partyColumns = (collection: 'people' | 'organizations'): Columns<Party> => ({
  id: column('Id of the person or organization.', ({ id }) => id),
  name: column('Name.', ({ name }) => name),
  alternateName: column('Other spellings, with semicolons between.', ({ alternateName }) => joinWords(alternateName)),
  roles: column('What sources say they are, with semicolons between.', ({ roles }) =>
    joinWords(roles.map(({ roleName }) => roleName)),
  ),
  sources: column('Ids of the articles that say so, with spaces between.', ({ roles }) =>
    joinIds(new Set(roles.flatMap(({ citations }) => citations.map(({ article }) => article)))),
  ),
  sameAs: column('Pages elsewhere about the same, with spaces between.', ({ sameAs }) => joinIds(sameAs)),
  topic: column('Id of the topic.', (_, { topic }) => topic.id),
  recordUrl: column('The record as JSON.', ({ id }, { topic }) => itemUrl(topic.id, collection, id)),
})

/** By collection. The file is `{collection}.csv`. */
export const CSV_COLUMNS = {
  events: EVENT_COLUMNS,
  statements: STATEMENT_COLUMNS,
  articles: ARTICLE_COLUMNS,
  people: partyColumns('people'),
  organizations: partyColumns('organizations'),
} as const

export type CsvName = keyof typeof CSV_COLUMNS
export const CSV_NAMES = Object.keys(CSV_COLUMNS) as CsvName[]

/** Rules of every CSV file, as the documentation shows them. */
export const CSV_RULES = [
  'RFC 4180: UTF-8 without a byte order mark, commas, CRLF, one header row, quotes doubled.',
  'A cell that begins with `=`, `+`, `-`, `@` (or their full-width forms) has an apostrophe in front, so that no spreadsheet runs it. To restore the text, remove one apostrophe that is followed by one of these.',
  'A cell may have several values: ids and URLs are separated by a space, words by `; `. An absent value is an empty cell.',
  'No cell contains the release, so a file that did not change keeps its ETag. Columns are only ever added, at the end.',
]
