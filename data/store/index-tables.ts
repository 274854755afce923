/** The tables of the index (D1): one for each kind of list, and one for full-text search. Data only. */

/** Increase it when a table changes: `reindex` then recreates all tables. */
export const INDEX_VERSION = 2

/**
 * `json` is the item as a list sends it, without URLs. Lists are sorted by `date`, empty if there is none; `first` and `last`
 * are the first and last possible day; `modified` is when a release last changed the item. `parties` are the ids of the people
 * and organizations involved, each between spaces.
 *
 * The rows of a topic in `search` have rowids from `number << 20` on, so that they are found without a scan. Its texts are
 * folded words (`data/store/search-text.ts`). `claims` and `recent_blobs` belong to claims.ts, `deletions` to gc.ts.
 * `floors` has the refs whose rows were written recently and the last one before, by the index's own clock: an older ref in KV
 * is a replay.
 */
export const CREATE_TABLES = `
CREATE TABLE IF NOT EXISTS schema (version INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS topics (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sequence INTEGER NOT NULL,
  log TEXT NOT NULL, release INTEGER NOT NULL, date_published TEXT NOT NULL, date_modified TEXT NOT NULL,
  name TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS events (topic TEXT NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL, date TEXT NOT NULL,
  first TEXT, last TEXT, modified TEXT NOT NULL, parties TEXT NOT NULL, json TEXT NOT NULL,
  PRIMARY KEY (topic, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (topic TEXT NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL, date TEXT NOT NULL,
  first TEXT, last TEXT, modified TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (topic, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS statements (topic TEXT NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL, date TEXT NOT NULL,
  first TEXT, last TEXT, modified TEXT NOT NULL, parties TEXT NOT NULL, status TEXT NOT NULL, claimant TEXT,
  json TEXT NOT NULL, PRIMARY KEY (topic, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parties (topic TEXT NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL, kind TEXT NOT NULL,
  modified TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (topic, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS corrections (topic TEXT NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL,
  date TEXT NOT NULL, first TEXT, last TEXT, modified TEXT NOT NULL, json TEXT NOT NULL,
  PRIMARY KEY (topic, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS changes (topic TEXT NOT NULL, position TEXT NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL,
  date TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (topic, position)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feed_items (topic TEXT NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL, date TEXT NOT NULL,
  json TEXT NOT NULL, PRIMARY KEY (topic, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS events_by_date ON events (date DESC, topic, id);
CREATE INDEX IF NOT EXISTS articles_by_date ON articles (date DESC, topic, id);
CREATE INDEX IF NOT EXISTS statements_by_date ON statements (date DESC, topic, id);
CREATE INDEX IF NOT EXISTS parties_by_id ON parties (kind, id, topic);
CREATE INDEX IF NOT EXISTS corrections_by_date ON corrections (date DESC, topic, id);
CREATE INDEX IF NOT EXISTS changes_by_date ON changes (date DESC, topic, position);
CREATE INDEX IF NOT EXISTS feed_items_by_date ON feed_items (date DESC, topic, id);
CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(kind UNINDEXED, topic UNINDEXED, id UNINDEXED, date UNINDEXED,
  json UNINDEXED, name, text, tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE IF NOT EXISTS claims (topic TEXT PRIMARY KEY, token TEXT, sequence INTEGER NOT NULL, at TEXT NOT NULL,
  renewed INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS recent_blobs (topic TEXT NOT NULL, sha256 TEXT NOT NULL, written TEXT NOT NULL,
  PRIMARY KEY (topic, sha256)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deletions (sha256 TEXT PRIMARY KEY, began INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS deletions_by_time ON deletions (began);
CREATE TABLE IF NOT EXISTS floors (topic TEXT NOT NULL, sequence INTEGER NOT NULL, written INTEGER NOT NULL,
  PRIMARY KEY (topic, sequence)) WITHOUT ROWID;
INSERT OR IGNORE INTO schema (version) SELECT ${INDEX_VERSION} WHERE NOT EXISTS (SELECT 1 FROM schema)`

/** The columns of each table of items, in the order of its rows. */
export const COLUMNS = {
  events: ['topic', 'id', 'sequence', 'date', 'first', 'last', 'modified', 'parties', 'json'],
  articles: ['topic', 'id', 'sequence', 'date', 'first', 'last', 'modified', 'json'],
  statements: [
    ...['topic', 'id', 'sequence', 'date', 'first', 'last', 'modified', 'parties'],
    ...['status', 'claimant', 'json'],
  ],
  parties: ['topic', 'id', 'sequence', 'kind', 'modified', 'json'],
  corrections: ['topic', 'id', 'sequence', 'date', 'first', 'last', 'modified', 'json'],
  changes: ['topic', 'position', 'id', 'sequence', 'date', 'json'],
  feed_items: ['topic', 'id', 'sequence', 'date', 'json'],
} as const satisfies Record<string, readonly string[]>
export type Table = keyof typeof COLUMNS
export const TABLE_NAMES = Object.keys(COLUMNS) as Table[]

export const SEARCH_COLUMNS = ['kind', 'topic', 'id', 'date', 'json', 'name', 'text'] as const

/** The ref that the rows of a topic belong to. */
export interface IndexedRef {
  sequence: number
  log: string
}
