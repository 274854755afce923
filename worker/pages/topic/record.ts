/**
 * The full record of a topic, divided into pages: one for most topics; for a large one an overview, a page for each month of
 * events with what was said about them, and pages for the longer lists. Pure; the same topic is always divided in the same way.
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

/** An event with statements about it. Without an event: statements about no single one. */
export interface Group {
  event?: Event
  /** Absent where the page before shows the event itself. */
  isContinued?: true
  statements: Statement[]
}

/** What one page shows of the events. */
export interface MonthPage {
  /** `2007-05`, `2007` where the month is not known, or `undated`. */
  month: string
  /** Counted from 1 within the month. */
  page: number
  groups: Group[]
}

export interface Lists {
  people: Party[][]
  unknowns: Unknown[][]
  sources: Article[][]
  /** Newest first. */
  history: (Correction | ReleaseRow)[][]
}

export interface Record {
  /** Whether one page holds everything. */
  isWhole: boolean
  months: MonthPage[]
  /** Each list in pages; of a large topic `overview` is how many of the first page its overview shows. */
  lists: Lists
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
  const groups = groupStatements(topic, topic.statements)
  const lists = {
    people: [...people, ...organizations],
    unknowns,
    sources: articles,
    history: [...corrections.toReversed(), ...releases.toReversed()],
  }
  if (bytes <= MAX_WHOLE_BYTES && releases.length <= MAX_WHOLE_RELEASES) {
    return { isWhole: true, months: [{ month: UNDATED, page: 1, groups }], lists: mapLists(lists, (list) => [list]) }
  }
  return { isWhole: false, months: divideMonths(groups), lists: mapLists(lists, cutList) }
}

function mapLists(lists: { [Name in Part]: object[] }, cut: (list: object[]) => object[][]): Lists {
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, cut(list)])) as unknown as Lists
}

/** In the order of time; events without a date, and then what is about no single event, come last. */
export function groupStatements({ events }: Topic, statements: Statement[], isEveryEvent = true): Group[] {
  const byEvent = Map.groupBy(statements, ({ event = '' }) => event)
  const known = new Set(events.map(({ id }) => id))
  const others = statements.filter(({ event = '' }) => !known.has(event))
  const groups = sortEvents(events).flatMap((event): Group[] => {
    const own = byEvent.get(event.id) ?? []
    return isEveryEvent || own.length > 0 ? [{ event, statements: own }] : []
  })
  return others.length > 0 ? [...groups, { statements: others }] : groups
}

/** By the day by which each had happened, so that what is least certain does not come first; of one day in the topic's order. */
function sortEvents(events: Event[]): Event[] {
  return events.toSorted((a, b) => compare(readLastDate(a) ?? '9999', readLastDate(b) ?? '9999'))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function readLastDate({ startDate, endDate }: Event): string | undefined {
  return endDate ?? startDate
}

function readMonth({ event }: Group): string {
  return (event && readLastDate(event)?.slice(0, 7)) ?? UNDATED
}

function divideMonths(groups: Group[]): MonthPage[] {
  const months = Map.groupBy(groups.flatMap(splitGroup), readMonth)
  return [...months].flatMap(([month, own]) =>
    cutByWeight(own, weigh, MAX_PAGE_WEIGHT).map((page, index) => ({ month, page: index + 1, groups: page })),
  )
}

/** A group that no page holds goes on, on the next pages. */
function splitGroup(group: Group): Group[] {
  const { event, statements } = group
  const [first = [], ...rest] = cutByWeight(statements, weigh, MAX_PAGE_WEIGHT / 2)
  const more = rest.map((part): Group => ({ ...(event && { event }), isContinued: true, statements: part }))
  return [{ ...group, statements: first }, ...more]
}

const cutList = (list: object[]) => cutByWeight(list, weigh, MAX_PAGE_WEIGHT)

/** As many statements a page as it holds. */
export function cutStatements(statements: Statement[]): Statement[][] {
  return cutByWeight(statements, weigh, MAX_PAGE_WEIGHT)
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

/** Of an item, or of all in a list: groups of an event and its statements count by what is in them. */
function weigh(value: object): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item: object) => sum + weigh(item), 0)
  if ('statements' in value) {
    const { event, isContinued, statements } = value as Group
    return (event && !isContinued ? weigh(event) : ITEM_WEIGHT) + weigh(statements)
  }
  return measure(value) + ITEM_WEIGHT
}

/** About the length of a value's JSON, which need not be written to know it. */
function measure(value: unknown): number {
  if (typeof value === 'string') return value.length + 3
  if (typeof value !== 'object' || value === null) return 5
  let length = 2
  if (Array.isArray(value)) for (const part of value) length += measure(part)
  else for (const field in value) length += field.length + 3 + measure(value[field as keyof typeof value])
  return length
}

/** The page that shows an item, as a query; absent when the record has no such item. */
export function findItem(record: Record, id: string): PageQuery | undefined {
  const month = record.months.find(({ groups }) =>
    groups.some(({ event, isContinued, statements }) => {
      return (event?.id === id && !isContinued) || statements.some((statement) => statement.id === id)
    }),
  )
  if (month) return record.isWhole ? {} : describeMonth(month)
  for (const part of PARTS) {
    const page = record.lists[part].findIndex((items) => items.some((item) => 'id' in item && item.id === id))
    if (page >= 0) return record.isWhole ? {} : describePart(part, page + 1)
  }
  return undefined
}

export function describeMonth({ month, page }: MonthPage): PageQuery {
  return { month, ...(page > 1 && { page }) }
}

export function describePart(part: Part, page: number): PageQuery {
  return { part, ...(page > 1 && { page }) }
}

/** Every page of a large record after its overview, in the order in which they are read. */
export function listPages({ months, lists }: Record): PageQuery[] {
  const parts = PARTS.flatMap((part) => lists[part].map((_, index) => describePart(part, index + 1)))
  return [...months.map(describeMonth), ...parts]
}
