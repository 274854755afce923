/** What would change for readers: items, fields and words, with names that editors know. */
import { diffWordsWithSpace } from 'diff'
import type { Change, ChangedField, Changes } from '../../schema/api.ts'
import type { Content } from '../api.ts'
import { isFields } from '../merge.ts'
import { itemLabel, labelOf } from './labels.ts'
import { listReferences } from './references.ts'

const HEADINGS = { added: 'New', changed: 'Changed', removed: 'Gone' } as const

export function ChangesView({ changes, content }: { changes: Changes; content: Content }) {
  const names = new Map(listReferences(content, 'any').map(({ id, name }) => [id, name]))
  return (
    <div class="changes">
      {(['added', 'changed', 'removed'] as const).map((kind) => {
        const items = changes.items.filter((item) => item.kind === kind)
        if (items.length === 0) return null
        return (
          <section key={kind} aria-label={HEADINGS[kind]}>
            <h3>
              {HEADINGS[kind]} ({items.length})
            </h3>
            <ul>
              {items.map((item) => (
                <ChangedItem key={`${item.part}${item.id}`} item={item} names={names} />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

type Names = ReadonlyMap<string, string>

function ChangedItem({ item, names }: { item: Change; names: Names }) {
  const label = item.standalone === false ? (names.get(item.id) ?? item.id) : item.label
  return (
    <li>
      <span class="part">{itemLabel(item.part)}</span> <bdi>{label}</bdi>
      {item.fields && (
        <dl>
          {item.fields.map((field) => (
            <Field key={field.field} field={field} names={names} />
          ))}
        </dl>
      )}
    </li>
  )
}

function Field({ field: { field, before, after }, names }: { field: ChangedField; names: Names }) {
  const parts = diffWordsWithSpace(describe(before, names), describe(after, names))
  return (
    <>
      <dt>{labelOf(field)}</dt>
      <dd dir="auto">
        {parts.map(({ value, added, removed }, index) => {
          if (added) return <ins key={`${index}`}>{value}</ins>
          return removed ? <del key={`${index}`}>{value}</del> : value
        })}
      </dd>
    </>
  )
}

/** Describes a value: ids by their names, citations by article and position instead of digests. */
function describe(value: unknown, names: Names): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return names.get(value) ?? value
  if (Array.isArray(value)) {
    if (value.some((item) => isFields(item) && 'locator' in item)) return describePassages(value, names)
    return value.map((item) => describe(item, names)).join('; ')
  }
  if (!isFields(value)) return String(value)
  return Object.entries(value)
    .filter(([key]) => key !== 'sha256' && key !== 'textFragmentUrl')
    .map(([key, item]) =>
      key === 'text' || key === 'name' ? describe(item, names) : `${labelOf(key)}: ${describe(item, names)}`,
    )
    .join(', ')
}

function describePassages(citations: unknown[], names: Names): string {
  return citations
    .filter(isFields)
    .map(({ article, locator }) => {
      const { start, end } = isFields(locator) ? locator : {}
      return `${names.get(String(article)) ?? article}, ${start} to ${end}`
    })
    .join('; ')
}
