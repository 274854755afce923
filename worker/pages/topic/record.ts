/**
 * The full record of a topic, divided into pages: one for most topics; for a large one an overview, a page for each month of
 * events with the statements about them, and pages for the longer lists. Months and lists are cut into pages when one of them is
 * requested. Pure and deterministic.
 */
import type {
  Article,
  Correction,
  Event,
  Party,
  ReleaseRow,
  Statement,
  Topic,
  Unknown,
} from '../../../data/schema/api.ts'

/** A topic up to this size is on one page; its HTML is about as long as its JSON. */
const MAX_WHOLE_BYTES = 110_000
const MAX_WHOLE_RELEASES = 100
/** Maximum length of the JSON of one page's content; its HTML is about 1.5 times as long. */
const MAX_PAGE_WEIGHT = 110_000
/** The same for each list on the overview of a large topic. */
export const OVERVIEW_WEIGHT = 12_000
/** Estimate for the markup of an item. */
const ITEM_WEIGHT = 500

/** The record's lists in display order. */
export const PARTS = ['sources', 'people', 'unknowns', 'history'] as const
export type Part = (typeof PARTS)[number]
/** Events without a date, and statements about no single event. */
export const UNDATED = 'undated'
/** Sorts after every date. */
const AFTER_ALL_DATES = '~'

/** An event with statements about it. Without an event: statements about no single event. */
export interface Group {
  event?: Event
  /** Present if an earlier page shows the event itself. */
  isContinued?: true
  statements: Statement[]
}

export interface Month {
  /** `2007-05`, `2007` if the month is unknown, or `undated`. */
  month: string
  groups: Group[]
}

export interface Record {
  /** Whether one page holds everything; it then has a single month. */
  isWhole: boolean
  months: Month[]
  lists: {
    sources: Article[]
    people: Party[]
    unknowns: Unknown[]
    /** Newest first. */
    history: (Correction | ReleaseRow)[]
  }
}

/** The query of a page. */
export interface PageQuery {
  status?: string | undefined
  speaker?: string | undefined
  outlet?: string | undefined
  month?: string | undefined
  part?: string | undefined
  /** From 1. */
  page?: number | undefined
}

/** Divides a topic into pages; `bytes` is the length of its JSON. */
export function divideRecord(topic: Topic, releases: ReleaseRow[], bytes: number): Record {
  const { unknowns, articles, people, organizations, corrections } = topic
  const isWhole = bytes <= MAX_WHOLE_BYTES && releases.length <= MAX_WHOLE_RELEASES
  const months = Map.groupBy(groupStatements(topic, topic.statements), isWhole ? () => UNDATED : readMonth)
  return {
    isWhole,
    months: [...months].map(([month, groups]) => ({ month, groups })),
    lists: {
      sources: articles,
      people: [...people, ...organizations],
      unknowns,
      history: [...corrections.toReversed(), ...releases.toReversed()],
    },
  }
}

/** Groups statements by event, in order of time; then events without a date, then statements about no single event. */
export function groupStatements({ events }: Topic, statements: Statement[], isEveryEvent = true): Group[] {
  const byEvent = Map.groupBy(statements, ({ event }) => event)
  const groups: Group[] = []
  for (const event of sortEvents(events)) {
    const own = byEvent.get(event.id)
    if (own || isEveryEvent) groups.push({ event, statements: own ?? [] })
    byEvent.delete(event.id)
  }
  if (byEvent.size === 0) return groups
  return [...groups, { statements: statements.filter(({ event }) => byEvent.has(event)) }]
}

/** Sorts by each event's last possible day, so that the least certain event is not first; equal days in the topic's order. */
function sortEvents(events: Event[]): Event[] {
  return events.toSorted(
    (a, b) => Number(readLastDate(a) > readLastDate(b)) - Number(readLastDate(a) < readLastDate(b)),
  )
}

function readLastDate({ startDate, endDate = startDate ?? AFTER_ALL_DATES }: Event): string {
  return endDate
}

function readMonth({ event }: Group): string {
  return event?.startDate ? readLastDate(event).slice(0, 7) : UNDATED
}

/** Cuts a month into pages. A group that is too large for one page continues on the next pages. */
export function cutMonth({ groups }: Month): Group[][] {
  const parts = groups.flatMap(({ event, statements }): Group[] => {
    const [first = [], ...rest] = cutByWeight(statements, weigh, MAX_PAGE_WEIGHT / 2)
    const own = event && { event }
    return [
      { ...own, statements: first },
      ...rest.map((more) => ({ ...own, isContinued: true as const, statements: more })),
    ]
  })
  return cutByWeight(
    parts,
    ({ event, isContinued, statements }) =>
      statements.reduce((sum, one) => sum + weigh(one), event && !isContinued ? weigh(event) : ITEM_WEIGHT),
    MAX_PAGE_WEIGHT,
  )
}

/** Cuts a list into pages. */
export function cutList<Item extends object>(list: Item[], limit = MAX_PAGE_WEIGHT): Item[][] {
  return cutByWeight(list, weigh, limit)
}

/** Each page has at least one item. */
function cutByWeight<Item>(items: Item[], weightOf: (item: Item) => number, limit: number): Item[][] {
  const pages: Item[][] = []
  let room = 0
  for (const item of items) {
    const weight = weightOf(item)
    const page = pages.at(-1)
    if (page && weight <= room) page.push(item)
    else {
      pages.push([item])
      room = limit
    }
    room -= weight
  }
  return pages
}

function weigh(item: object): number {
  return JSON.stringify(item).length + ITEM_WEIGHT
}

/** A month or a list; the overview is not a chapter. */
interface Chapter {
  query: PageQuery
  all: object[]
  cut: () => object[][]
}

/** Lists the chapters in reading order. */
function listChapters({ months, lists }: Record): Chapter[] {
  return [
    ...months.map((month) => ({ query: { month: month.month }, all: month.groups, cut: () => cutMonth(month) })),
    ...PARTS.map((part) => ({ query: { part }, all: lists[part], cut: () => cutList<object>(lists[part]) })),
  ]
}

/** Returns the query of the page that shows an item; absent if the record has no such item. */
export function findItem(record: Record, id: string): PageQuery | undefined {
  const holds = (item: object) => {
    if (!('statements' in item)) return 'id' in item && item.id === id
    const { event, isContinued, statements } = item as Group
    return (event?.id === id && !isContinued) || statements.some((statement) => statement.id === id)
  }
  const chapter = listChapters(record).find(({ all }) => all.some(holds))
  if (!chapter || record.isWhole) return chapter && {}
  return countPage(
    chapter.query,
    chapter.cut().findIndex((page) => page.some(holds)),
  )
}

/** Adds the page number; `index` starts at 0. The first page has no number. */
function countPage(query: PageQuery, index: number): PageQuery {
  return index > 0 ? { ...query, page: index + 1 } : query
}

/** Returns the previous and the next page of a large record. The overview is the first page. */
export function findNeighbours(record: Record, query: PageQuery): { prev?: PageQuery; next?: PageQuery } {
  const chapters = listChapters(record).filter(({ all }) => all.length > 0)
  const at = chapters.findIndex(({ query: { month, part } }) => month === query.month && part === query.part)
  const own = chapters[at]
  const after = chapters[at + 1]
  if (!own) return after ? { next: after.query } : {}
  const index = (query.page ?? 1) - 1
  const before = chapters[at - 1]
  const last = before ? countPage(before.query, before.cut().length - 1) : {}
  const next = index + 1 < own.cut().length ? countPage(own.query, index + 1) : after?.query
  return { prev: index > 0 ? countPage(own.query, index - 1) : last, ...(next && { next }) }
}
