/**
 * What the lists across topics contain of an item: enough to show it, to sort it by date and to find the whole of it at
 * `/v1/topics/{topic}/{list}/{id}`. Published shapes: within /v1 they only ever grow. Pure.
 */
import type { Article, ArticleRow, Event, EventRow } from './schema/api.ts'

/** The lists across topics, by the last segment of their path. */
export interface Lists {
  events: EventRow
  articles: ArticleRow
}
export type ListName = keyof Lists
export const LIST_NAMES = ['events', 'articles'] as const satisfies readonly ListName[]
export type ListRow = Lists[ListName]

export function createEventRow(topic: string, event: Event): EventRow {
  const { id, name, description, startDate, endDate, datePrecision, location } = event
  return {
    topic,
    id,
    name,
    description,
    ...(startDate !== undefined && { startDate }),
    ...(endDate !== undefined && { endDate }),
    datePrecision,
    ...(location && { location }),
  }
}

export function createArticleRow(topic: string, article: Article): ArticleRow {
  const { id, headline, publisher, datePublished, url, inLanguage, genre } = article
  return {
    topic,
    id,
    headline,
    publisher,
    ...(datePublished !== undefined && { datePublished }),
    ...(url !== undefined && { url }),
    inLanguage,
    genre,
  }
}

/** The first and the last day that it may be of, each perhaps of reduced precision; absent when it is undated. */
export function readDates(row: ListRow): { start: string; end: string } | undefined {
  const start = 'headline' in row ? row.datePublished : row.startDate
  const end = 'headline' in row ? row.datePublished : row.endDate
  return start === undefined ? undefined : { start, end: end ?? start }
}

/** Where a row stands in its list. `date` is empty for an undated one. */
export interface Position {
  date: string
  topic: string
  id: string
}

export function readPosition(row: ListRow): Position {
  return { date: readDates(row)?.start ?? '', topic: row.topic, id: row.id }
}

/** Newest first, of one month or year what is known to the day first, the undated last. */
export function comparePositions(a: Position, b: Position): number {
  return compare(b.date, a.date) || compare(a.topic, b.topic) || compare(a.id, b.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
