/** Links that filter statements by status, speaker or outlet. The page's script filters in place if it can. */

import type { Statement } from '../../../data/schema/api.ts'
import { STATUS_NAMES } from '../../../data/schema/statuses.ts'
import { ChoiceRow } from '../elements.tsx'
import { type Context, linkPage } from './context.ts'
import type { PageQuery } from './record.ts'

export interface Filter {
  status?: string | undefined
  speaker?: string | undefined
  outlet?: string | undefined
}

/** Further speakers are in “Who is who”. */
const MAX_SPEAKERS = 12

const NAMES = { status: 'Status', speaker: 'Speaker', outlet: 'Outlet' } as const
type Field = keyof typeof NAMES

const FIELDS = Object.keys(NAMES) as Field[]

export function readFilter({ status, speaker, outlet }: PageQuery): Filter | undefined {
  return (status ?? speaker ?? outlet) ? { status, speaker, outlet } : undefined
}

export function filterStatements(context: Context, filter: Filter): Statement[] {
  return context.topic.statements.filter((statement) =>
    FIELDS.every((field) => filter[field] === undefined || readField(context, statement, field) === filter[field]),
  )
}

function readField(context: Context, statement: Statement, field: Field): string | undefined {
  if (field === 'outlet') return context.outlets.get(statement.reportedBy)
  return field === 'status' ? statement.status : statement.claimant
}

/** Returns the filter in words: `Said, Ryan Crocker`. */
export function nameFilter(context: Context, filter: Filter): string {
  const names = FIELDS.flatMap((field) => (filter[field] ? [nameValue(context, field, filter[field])] : []))
  return context.view.join(names)
}

export function Filters({ context, filter }: { context: Context; filter: Filter }) {
  return (
    <nav class="filters" aria-label="Filter the statements">
      {FIELDS.map((field) => (
        <FilterRow context={context} filter={filter} field={field} />
      ))}
    </nav>
  )
}

function FilterRow({ context, filter, field }: { context: Context; filter: Filter; field: Field }) {
  const values = countValues(context, field)
  if (values.length < 2) return null
  const link = (value: string | undefined, text: string) => (
    <a
      href={`${linkPage(context, { ...filter, [field]: value })}#statements`}
      data-field={field}
      data-value={value ?? ''}
      aria-current={filter[field] === value ? 'true' : undefined}
    >
      {text}
    </a>
  )
  const shown = values.slice(0, field === 'speaker' ? MAX_SPEAKERS : undefined)
  return (
    <ChoiceRow label={NAMES[field]} lang={context.own.lang}>
      {link(undefined, 'All')}
      {shown.map(([value, count]) => link(value, `${nameValue(context, field, value)} ${context.view.n(count)}`))}
      {shown.length < values.length && <a href={context.view.locate('who-is-who')}>More in who is who</a>}
    </ChoiceRow>
  )
}

/** Counts the statements per value. Statuses are in their own order, other values by number of statements. */
function countValues(context: Context, field: Field): [value: string, count: number][] {
  const counts = new Map<string, number>()
  for (const statement of context.topic.statements) {
    const value = readField(context, statement, field)
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  if (field !== 'status') return [...counts].sort(([, a], [, b]) => b - a)
  return STATUS_NAMES.flatMap((status): [string, number][] => {
    const count = counts.get(status)
    return count ? [[status, count]] : []
  })
}

function nameValue({ view, references, topic }: Context, field: Field, value: string): string {
  if (field === 'status') return view.t(value as Statement['status'])
  if (field === 'speaker') return references.party(value)?.name ?? value
  return topic.articles.find(({ id }) => id === value)?.publisher ?? value
}
