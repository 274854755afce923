/** A page of a list across topics: the rows of the index that match a query, in the query's order. */
import type { Failure } from '../http/problem.ts'
import type { Values } from '../query/parse.ts'
import { parseSearch, type Term, toMatchExpression } from '../query/words.ts'
import type { Index, Sql } from '../store/index-db.ts'
import { type Filters, resolveFilters } from './across-filters.ts'
import { badCursor, DEFAULT_LIMIT, decodeCursor, encodeCursor } from './page.ts'
import { type AcrossName, findSource, type Source } from './sources.ts'

/** Names have more weight than texts; the first columns are not searched. */
export const RELEVANCE = 'bm25(search, 0, 0, 0, 0, 0, 4.0, 1.0)'

interface Options extends Filters {
  sort?: 'date' | 'relevance'
  limit?: number
  cursor?: string
}

/** A row of the index, and its position in the list. */
interface Row {
  topic: string
  position: string
  date?: string
  json: string
}

export interface AcrossPage {
  kind: 'page'
  rows: Row[]
  total: number
  /** The queries of the next and the previous page. */
  next?: Values & { cursor: string }
  prev?: Values
}

export async function readAcross(index: Index, name: AcrossName, values: Values): Promise<AcrossPage | Failure> {
  const options = values as Options
  const source = findSource(name)
  const { filters, errors } = await resolveFilters(index, options, source)
  if (errors.length > 0) return { kind: 'bad-parameters', errors }
  const { q, sort, limit = DEFAULT_LIMIT, cursor } = options
  const terms = q === undefined ? [] : parseSearch(q)
  const from: Sql[] = [...selectFrom(source, terms), ...filters]
  // Without words there is no relevance to sort by.
  const order = sort === 'date' ? sort : terms.length > 0 && source.kind !== undefined ? 'relevance' : source.order
  const page = await readPage(index, from, source, { name, order: order as Order, limit, cursor })
  if (!page) return badCursor()
  const [count] = await index.query<{ total: number }>([['SELECT count(*) AS total'], ...from])
  const { cursor: _, ...first } = values
  return {
    kind: 'page',
    rows: page.rows,
    total: count?.total ?? 0,
    ...(page.next !== undefined && { next: { ...first, cursor: page.next } }),
    ...(page.prev !== undefined && { prev: page.prev === '' ? first : { ...first, cursor: page.prev } }),
  }
}

/** Returns the FROM clause; `t` is the row of the list. */
function selectFrom({ table, kind }: Source, terms: readonly Term[]): Sql[] {
  if (terms.length === 0 || kind === undefined) return [[`FROM ${table} AS t WHERE 1`]]
  return [
    [
      `FROM search JOIN ${table} AS t ON t.topic = search.topic AND t.id = search.id WHERE search MATCH ?`,
      toMatchExpression(terms),
    ],
    ['AND search.kind = ?', kind],
  ]
}

type Order = 'date' | 'id' | 'relevance'

const ORDERS: Record<Exclude<Order, 'relevance'>, { columns: (source: Source) => string[]; forward: string[] }> = {
  date: { columns: ({ position }) => ['t.date', 't.topic', `t.${position}`], forward: ['DESC', 'ASC', 'ASC'] },
  id: { columns: ({ position }) => [`t.${position}`, 't.topic'], forward: ['ASC', 'ASC'] },
}

const PART = /^[\w:.-]{0,100}$/
const MAX_OFFSET = 100_000

interface PageRequest {
  /** First part of each cursor, so that a cursor of another list is refused. */
  name: AcrossName
  order: Order
  limit: number
  cursor: string | undefined
}

/** Resolves with rows and cursors; `prev` is empty if it is the first page. Absent if the cursor does not match this order. */
async function readPage(
  index: Index,
  from: readonly Sql[],
  source: Source,
  { name, order, limit, cursor }: PageRequest,
): Promise<{ rows: Row[]; next?: string; prev?: string } | undefined> {
  const select: Sql = [
    `SELECT t.topic, t.${source.position} AS position, ${source.order === 'date' || order === 'date' ? 't.date,' : ''} t.json`,
  ]
  const own = new RegExp(`^${name}$`)
  if (order === 'relevance') {
    const [, offset = '0'] = cursor === undefined ? [] : (decodeCursor(cursor, [own, /^\d{1,6}$/]) ?? [name, 'none'])
    const start = Number(offset)
    if (!(start <= MAX_OFFSET)) return undefined
    const rows = await index.query<Row>([
      select,
      ...from,
      [`ORDER BY ${RELEVANCE}, t.topic, t.id LIMIT ? OFFSET ?`, limit + 1, start],
    ])
    return {
      rows: rows.slice(0, limit),
      ...(rows.length > limit && { next: encodeCursor([name, start + limit]) }),
      ...(start > 0 && { prev: start > limit ? encodeCursor([name, start - limit]) : '' }),
    }
  }
  const { columns, forward } = ORDERS[order]
  const names = columns(source)
  const after = cursor === undefined ? undefined : decodeCursor(cursor, [own, ...names.map(() => PART)])?.slice(1)
  if (cursor !== undefined && !after) return undefined
  const encode = (row: Row) =>
    encodeCursor([name, ...(order === 'date' ? [row.date ?? '', row.topic, row.position] : [row.position, row.topic])])
  const orderBy = (isBackward: boolean) =>
    names.map((name, i) => `${name} ${(forward[i] === 'ASC') === isBackward ? 'DESC' : 'ASC'}`).join(', ')
  const [rows, before] = await Promise.all([
    index.query<Row>([
      select,
      ...from,
      ...(after ? [isAfter(names, forward, after)] : []),
      [`ORDER BY ${orderBy(false)} LIMIT ?`, limit + 1],
    ]),
    after
      ? index.query<Row>([
          select,
          ...from,
          ['AND NOT'],
          isAfter(names, forward, after, ''),
          [`ORDER BY ${orderBy(true)} LIMIT ?`, limit + 1],
        ])
      : [],
  ])
  const last = rows[limit - 1]
  const previous = before[limit]
  return {
    rows: rows.slice(0, limit),
    ...(rows.length > limit && last && { next: encode(last) }),
    ...(before.length > 0 && { prev: previous === undefined ? '' : encode(previous) }),
  }
}

/** Returns the condition that a row comes after the position, compared column by column. */
function isAfter(names: string[], forward: string[], after: string[], prefix = 'AND'): Sql {
  const values: string[] = []
  const compare = (i: number): string => {
    const sign = forward[i] === 'ASC' ? '>' : '<'
    values.push(after[i] ?? '')
    if (i === names.length - 1) return `${names[i]} ${sign} ?`
    const head = `${names[i]} ${sign} ? OR (${names[i]} = ? AND (`
    values.push(after[i] ?? '')
    return `${head}${compare(i + 1)}))`
  }
  const text = compare(0)
  return [`${prefix} (${text})`, ...values]
}
