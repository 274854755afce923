/**
 * The full record of a topic, divided into pages: one for most topics; for a large one an overview, a page for each month of
 * events with what was said about them, and pages for the longer lists. Months and lists are cut into pages when one of those
 * is asked for. Pure; the same topic is always divided in the same way.
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

/** A topic of this size is on one page: its HTML is about as long as its JSON. */
const MAX_WHOLE_BYTES = 110_000
const MAX_WHOLE_RELEASES = 100
/** Of the JSON of what one page shows; its HTML is about 1.5 times as long. */
const MAX_PAGE_WEIGHT = 110_000
/** Of each list on the overview of a large topic. */
const OVERVIEW_WEIGHT = 12_000
/** For the markup around an item. */
const ITEM_WEIGHT = 500

/** In the order in which a record is read: what it rests on, who appears, what is missing, what was put right. */
export const PARTS = ['sources', 'people', 'unknowns', 'history'] as const
export type Part = (typeof PARTS)[number]
/** Events without a date, and statements about no single event. */
export const UNDATED = 'undated'
/** Sorts after every date. */
const AFTER_ALL_DATES = '~'

/** An event with statements about it. Without an event: statements about no single one. */
export interface Group {
  event?: Event
  /** Absent where the page before shows the event itself. */
  isContinued?: true
  statements: Statement[]
}

export interface Month {
  /** `2007-05`, `2007` where the month is not known, or `undated`. */
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

/** Which page a query asks for. */
export interface PageQuery {
  status?: string | undefined
  speaker?: string | undefined
  outlet?: string | undefined
  month?: string | undefined
  part?: string | undefined
  /** Counted from 1. */
  page?: number | undefined
}

/** `bytes` is the length of the topic's JSON. */
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

/** In the order of time; events without a date, and then what is about no single event, come last. */
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

/** By the day by which each had happened, so that what is least certain does not come first; of one day in the topic's order. */
function sortEvents(events: Event[]): Event[] {
  return events.toSorted((a, b) => {
    const [first, second] = [readLastDate(a), readLastDate(b)]
    return first < second ? -1 : first > second ? 1 : 0
  })
}

function readLastDate({ startDate, endDate = startDate ?? AFTER_ALL_DATES }: Event): string {
  return endDate
}

function readMonth({ event }: Group): string {
  return event?.startDate ? readLastDate(event).slice(0, 7) : UNDATED
}

/** What each page of a month shows. A group that no page holds goes on, on the next pages. */
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

/** What each page of a list shows. */
export function cutList<Item extends object>(list: Item[]): Item[][] {
  return cutByWeight(list, weigh, MAX_PAGE_WEIGHT)
}

/** The first items, as far as an overview has room. */
export function takeFirst<Item extends object>(items: Item[]): Item[] {
  return cutByWeight(items, weigh, OVERVIEW_WEIGHT)[0] ?? []
}

/** At least one item in each. */
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

/** The page that shows an item, as a query; absent when the record has no such item. */
export function findItem({ isWhole, months, lists }: Record, id: string): PageQuery | undefined {
  const holds = ({ event, isContinued, statements }: Group) =>
    (event?.id === id && !isContinued) || statements.some((statement) => statement.id === id)
  const isIt = (item: object) => 'id' in item && item.id === id
  const month = months.find(({ groups }) => groups.some(holds))
  const part = PARTS.find((name) => lists[name].some(isIt))
  if (isWhole) return month || part ? {} : undefined
  if (month) {
    return countPage(
      { month: month.month },
      cutMonth(month).findIndex((groups) => groups.some(holds)),
    )
  }
  return (
    part &&
    countPage(
      { part },
      cutList<object>(lists[part]).findIndex((items) => items.some(isIt)),
    )
  )
}

/** `index` is from 0. The first page is named by the query alone. */
function countPage(query: PageQuery, index: number): PageQuery {
  return index > 0 ? { ...query, page: index + 1 } : query
}

/** Of a large record: the pages before and after one, in the order in which they are read. The overview is the first. */
export function findNeighbours({ months, lists }: Record, query: PageQuery): { prev?: PageQuery; next?: PageQuery } {
  const chapters: { query: PageQuery; count: () => number }[] = [
    { query: {}, count: () => 1 },
    ...months.map((month) => ({ query: { month: month.month }, count: () => cutMonth(month).length })),
    ...PARTS.filter((part) => lists[part].length > 0).map((part) => ({
      query: { part },
      count: () => cutList<object>(lists[part]).length,
    })),
  ]
  const at = chapters.findIndex(({ query: { month, part } }) => month === query.month && part === query.part)
  const [before, own, after] = [chapters[at - 1], chapters[at], chapters[at + 1]]
  const index = (query.page ?? 1) - 1
  const prev =
    index > 0 ? own && countPage(own.query, index - 1) : before && countPage(before.query, before.count() - 1)
  const next = own && index + 1 < own.count() ? countPage(own.query, index + 1) : after?.query
  return { ...(prev && { prev }), ...(next && { next }) }
}
