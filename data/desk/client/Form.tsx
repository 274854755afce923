/** A form for any part of a topic, generated from its schema: lists, groups of fields, and a field for each value. */
import type { ComponentChildren } from 'preact'
import type * as v from 'valibot'
import type { Path } from '../../checks/finding.ts'
import { isFields } from '../merge.ts'
import { Citations } from './Citations.tsx'
import type { Desk } from './desk-state.ts'
import { Findings } from './Findings.tsx'
import { List } from './List.tsx'
import { hintOf, itemLabel, labelOf } from './labels.ts'
import { CorrectionOffer, ReviewNote } from './Offers.tsx'
import { getIn, idOf, samePath } from './paths.ts'
import { REFERENCES } from './references.ts'
import { createEmpty, describeField, type FieldView, viewSchema } from './schema-view.ts'
import { Value } from './Value.tsx'

export interface FormProps {
  desk: Desk
  schema: v.GenericSchema
  path: Path
  isOptional?: boolean
}

/** Written by ingest, not by editors. */
const HIDDEN = new Set(['textDigest', 'file'])
/** Dates are shown only when their precision is chosen. */
const DATES = new Set(['startDate', 'endDate'])
/** Fields with the citations below them. */
const SENTENCES = new Set(['text', 'description', 'roleName'])

export function Form({ desk, schema, path, isOptional = false }: FormProps) {
  const view = viewSchema(schema)
  const key = String(path.at(-1) ?? '')
  const value = getIn(desk.content, path)
  if (key === 'citations') return <Citations desk={desk} path={path} />
  if (view.kind === 'list')
    return (
      <List
        {...{ desk, path }}
        schema={view.item}
        renderForm={(item, at) => <Form desk={desk} schema={item} path={at} />}
      />
    )
  if (view.kind === 'fields') {
    if (isOptional && value === undefined)
      return (
        <button type="button" class="quiet add" onClick={() => desk.edit(path, createEmpty(schema))}>
          Add {labelOf(key).toLowerCase()}
        </button>
      )
    const isItem = typeof path.at(-1) === 'number' || path.length === 1
    return (
      <Group desk={desk} path={path} label={isItem ? undefined : labelOf(key)} canRemove={isOptional}>
        <Findings desk={desk} path={path} />
        <Fields desk={desk} path={path} fields={view.fields} value={value} />
      </Group>
    )
  }
  return (
    <div class="field">
      {view.kind !== 'flag' && <label for={idOf(path)}>{labelOfItem(path)}</label>}
      <Value desk={desk} path={path} view={view} isOptional={isOptional} />
      {view.kind !== 'choice' && !(key in REFERENCES) && <Hint schema={schema} path={path} />}
      <Findings desk={desk} path={path} />
      <ReviewNote desk={desk} path={path} />
      <CorrectionOffer desk={desk} path={path} />
    </div>
  )
}

/** Shows the fields in the schema's order, except: citations below the sentence, precision before the date, id last. */
function Fields({ desk, path, fields, value }: { desk: Desk; path: Path; fields: FieldView[]; value: unknown }) {
  const shown = fields.filter(({ key }) => !HIDDEN.has(key) && !isMoot(key, value))
  const placeOf = (keys: ReadonlySet<string>) => shown.findIndex(({ key }) => keys.has(key))
  const rank = (field: FieldView) => {
    if (field.key === 'id') return shown.length
    if (field.key === 'citations') return placeOf(SENTENCES) + 0.2
    if (field.key === 'datePrecision' && placeOf(DATES) !== -1) return placeOf(DATES) - 0.5
    return shown.indexOf(field)
  }
  return (
    <>
      {shown
        .toSorted((a, b) => rank(a) - rank(b))
        .map(({ key, schema, isOptional }) => (
          <Form key={key} desk={desk} schema={schema} path={[...path, key]} isOptional={isOptional} />
        ))}
    </>
  )
}

/** Whether to hide an empty date: no precision is chosen, or the source gives no date. */
function isMoot(key: string, value: unknown): boolean {
  if (!DATES.has(key) || !isFields(value) || value[key] !== undefined) return false
  return value.datePrecision === 'unknown' || value.datePrecision === '' || value.datePrecision === undefined
}

/** A hint for the editor: plain words, or else the schema's description. */
function Hint({ schema, path }: { schema: v.GenericSchema; path: Path }) {
  const description = hintOf(String(path.at(-1)), describeField(schema))
  return description === undefined ? null : (
    <p class="about" id={`${idOf(path)}-about`}>
      {description}
    </p>
  )
}

/** The label of a field; an entry of a plain list gets the list's name and a number. */
function labelOfItem(path: Path): string {
  const [list, key] = path.slice(-2)
  return typeof key === 'number' ? `${labelOf(itemLabel(String(list)))} ${key + 1}` : labelOf(String(key))
}

interface GroupProps {
  desk: Desk
  path: Path
  label: string | undefined
  canRemove: boolean
  children: ComponentChildren
}

/** A group of fields. While the focus is inside, new citations go to this item. */
function Group({ desk, path, label, canRemove, children }: GroupProps) {
  const value = getIn(desk.content, path)
  const hasCitations = isFields(value) && 'citations' in value
  const isActive = desk.active !== undefined && samePath(desk.active, path)
  const activate = () => {
    if (!isActive) desk.activate(path)
  }
  return (
    <fieldset class={isActive ? 'active' : undefined} onFocusCapture={hasCitations ? activate : undefined}>
      {label !== undefined && <legend>{label}</legend>}
      {children}
      {canRemove && (
        <button type="button" class="quiet" onClick={() => desk.edit(path, undefined)}>
          Remove {label?.toLowerCase()}
        </button>
      )}
    </fieldset>
  )
}
