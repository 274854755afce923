/**
 * The index (D1): its tables, and the rows of a topic for lists and search across topics. Derived from the current release
 * of each topic. The row of a topic names the ref that all its rows are of, by `sequence` and `log`. Pure.
 */
import { createArticleRow, createEventRow, readDates } from '../list-rows.ts'
import type { Statement as Claim, Topic, TopicRow } from '../schema/api.ts'
import type { Ref } from './records.ts'

/** Rises when a table changes: `reindex` then makes all of them again. */
export const INDEX_VERSION = 1

/**
 * `json` is the item as a list sends it, `date` its sort key, empty without a date. The rows of a topic in `search` have
 * the rowids from `number << 20` on, so that they are found without a scan.
 * `claims` and `recent_blobs`: claims.ts; `deletions`: deletions.ts. `floors` has the refs whose rows were written lately and the last one before, by
 * the index's own clock: an older ref than that in KV is a replay.
 */
export const CREATE_TABLES = `
CREATE TABLE IF NOT EXISTS schema (version INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS topics (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sequence INTEGER NOT NULL,
  log TEXT NOT NULL, release INTEGER NOT NULL, date_published TEXT NOT NULL, date_modified TEXT NOT NULL,
  name TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS events (topic TEXT NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL, start_date TEXT,
  end_date TEXT, date TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (topic, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (topic TEXT NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL,
  date TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (topic, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS statements (topic TEXT NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL,
  status TEXT NOT NULL, claimant TEXT, claimant_name TEXT, reported_by TEXT NOT NULL, event TEXT, date TEXT NOT NULL,
  json TEXT NOT NULL, PRIMARY KEY (topic, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parties (topic TEXT NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL, kind TEXT NOT NULL,
  name TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (topic, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS corrections (topic TEXT NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL,
  date TEXT NOT NULL, target TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (topic, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS events_by_date ON events (date DESC, topic, id);
CREATE INDEX IF NOT EXISTS articles_by_date ON articles (date DESC, topic, id);
CREATE INDEX IF NOT EXISTS statements_by_date ON statements (date DESC, topic, id);
CREATE INDEX IF NOT EXISTS parties_by_name ON parties (name, topic, id);
CREATE INDEX IF NOT EXISTS corrections_by_date ON corrections (date DESC, topic, id);
CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(kind UNINDEXED, topic UNINDEXED, id UNINDEXED, text,
  tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE IF NOT EXISTS claims (topic TEXT PRIMARY KEY, token TEXT, sequence INTEGER NOT NULL, at TEXT NOT NULL,
  renewed INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS recent_blobs (topic TEXT NOT NULL, sha256 TEXT NOT NULL, written TEXT NOT NULL,
  PRIMARY KEY (topic, sha256)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deletions (sha256 TEXT PRIMARY KEY, began INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS floors (topic TEXT NOT NULL, sequence INTEGER NOT NULL, written INTEGER NOT NULL,
  PRIMARY KEY (topic, sequence)) WITHOUT ROWID;
INSERT OR IGNORE INTO schema (version) SELECT ${INDEX_VERSION} WHERE NOT EXISTS (SELECT 1 FROM schema)`
/** The columns of each table of items, in the order of its rows. */
export const COLUMNS = {
  events: ['topic', 'id', 'sequence', 'start_date', 'end_date', 'date', 'json'],
  articles: ['topic', 'id', 'sequence', 'date', 'json'],
  statements: [
    'topic',
    'id',
    'sequence',
    'status',
    'claimant',
    'claimant_name',
    'reported_by',
    'event',
    'date',
    'json',
  ],
  parties: ['topic', 'id', 'sequence', 'kind', 'name', 'json'],
  corrections: ['topic', 'id', 'sequence', 'date', 'target', 'json'],
} as const satisfies Record<string, readonly string[]>
export type Table = keyof typeof COLUMNS
export const TABLE_NAMES = Object.keys(COLUMNS) as Table[]

export type Row = Record<string, unknown>

/** Which ref the rows of a topic are of. */
export interface IndexedRef {
  sequence: number
  log: string
}

/** What the index is to have for a topic. */
export interface TopicIndex {
  topic: string
  indexed: IndexedRef
  row: Row
  items: Record<Table, Row[]>
  /** What search finds, and by which text. */
  texts: Row[]
}

/** The rows of a topic's current release. Pure. */
export function createTopicIndex({ sequence, log }: Pick<Ref, 'sequence' | 'log'>, topic: Topic): TopicIndex {
  const { id, name, release, datePublished, dateModified } = topic
  const base = (item: { id: string }) => ({ topic: id, id: item.id, sequence })
  const names = new Map([...topic.people, ...topic.organizations].map((party) => [party.id, party.name]))
  const events = topic.events.map((event) => {
    const row = createEventRow(id, event)
    const dates = readDates(row)
    return { ...base(event), start_date: event.startDate, end_date: event.endDate, date: dates?.start ?? '', json: row }
  })
  const dates = new Map(events.map((row) => [row.id, row.date]))
  const published = new Map(topic.articles.map((article) => [article.id, article.datePublished]))
  return {
    topic: id,
    indexed: { sequence, log },
    row: {
      id,
      sequence,
      log,
      release,
      date_published: datePublished,
      date_modified: dateModified,
      name,
      json: createTopicRow(topic),
    },
    items: {
      events,
      articles: topic.articles.map((article) => {
        const row = createArticleRow(id, article)
        return { ...base(article), date: readDates(row)?.start ?? '', json: row }
      }),
      statements: topic.statements.map((statement) => ({
        ...base(statement),
        status: statement.status,
        claimant: statement.claimant,
        claimant_name: names.get(statement.claimant ?? ''),
        reported_by: statement.reportedBy,
        event: statement.event,
        date: dates.get(statement.event ?? '') || (published.get(statement.reportedBy) ?? ''),
        json: { topic: id, ...statement },
      })),
      parties: (['people', 'organizations'] as const).flatMap((kind) =>
        topic[kind].map((party) => ({ ...base(party), kind, name: party.name, json: { topic: id, ...party } })),
      ),
      corrections: topic.corrections.map((correction) => ({
        ...base(correction),
        date: correction.date,
        target: correction.target,
        json: { topic: id, ...correction },
      })),
    },
    texts: listTexts(topic, names),
  }
}

/** The row of `/v1/topics`. */
export function createTopicRow({ id, name, temporalCoverage, release, datePublished, dateModified }: Topic): TopicRow {
  return { id, name, temporalCoverage, release, datePublished, dateModified }
}

/** What an editor marks as not to be shown alone (`standalone: false`) is not found by search, which shows it alone. */
function listTexts(topic: Topic, names: ReadonlyMap<string, string>): Row[] {
  const isShown = ({ standalone }: { standalone?: boolean }) => standalone !== false
  const toRow = (kind: string, id: string, ...texts: (string | undefined)[]): Row => ({
    kind,
    topic: topic.id,
    id,
    text: texts.filter((text) => text !== undefined).join('\n'),
  })
  const sayings = ({ id, text, quote, claimant }: Claim) =>
    toRow('statement', id, text, quote?.text, names.get(claimant ?? ''))
  return [
    toRow('topic', topic.id, topic.name, ...topic.alternateName, ...topic.abstract.map(({ text }) => text)),
    ...topic.events
      .filter(isShown)
      .map(({ id, name, description, location, outcome }) =>
        toRow('event', id, name, description, location?.name, outcome),
      ),
    ...topic.articles.map(({ id, headline, publisher, summary }) =>
      toRow('article', id, headline, publisher, ...summary.map(({ text }) => text)),
    ),
    ...topic.statements.filter(isShown).map(sayings),
    ...[...topic.people, ...topic.organizations].map(({ id, name, alternateName, roles }) =>
      toRow('party', id, name, ...alternateName, ...roles.map(({ roleName }) => roleName)),
    ),
    ...topic.corrections.map(({ id, before, after, reason }) => toRow('correction', id, before, after, reason)),
  ]
}
