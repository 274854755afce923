/** A field for one value: a text, a choice, a reference to another item of the topic, a number, or a checkbox. */
import { useState } from 'preact/hooks'
import type { Path } from '../../checks/finding.ts'
import type { Desk } from './desk-state.ts'
import { choiceLabel, labelOf } from './labels.ts'
import { NEW_ITEMS, NewItemDialog, type NewItemKind } from './NewItemDialog.tsx'
import { getIn, idOf } from './paths.ts'
import { listReferences, REFERENCES } from './references.ts'
import type { SchemaView } from './schema-view.ts'

interface ValueProps {
  desk: Desk
  path: Path
  view: SchemaView
  isOptional: boolean
}

/** Fields with short values, on one line. */
const SHORT = /^(?:id|.*[dD]ate.*|inLanguage|license|url|reportUrl|publisher|temporalCoverage|dateline)$/

export function Value({ desk, path, view, isOptional }: ValueProps) {
  const key = String(typeof path.at(-1) === 'number' ? path.at(-2) : path.at(-1))
  const set = (next: unknown) => desk.edit(path, next === '' && isOptional ? undefined : next)
  const value = getIn(desk.content, path)
  if (view.kind === 'flag')
    return (
      <label class="flag">
        <input
          type="checkbox"
          id={idOf(path)}
          checked={value === view.value}
          onChange={(event) => set(event.currentTarget.checked ? view.value : undefined)}
        />
        {labelOf(key)}
      </label>
    )
  if (view.kind === 'number')
    return (
      <input
        type="number"
        id={idOf(path)}
        value={Number(value ?? 0)}
        onChange={(event) => set(event.currentTarget.valueAsNumber)}
      />
    )
  const kind = REFERENCES[key]
  if (view.kind === 'choice' || kind) return <Choice desk={desk} path={path} view={view} kind={kind} set={set} />
  return <TextField desk={desk} path={path} isShort={SHORT.test(key)} isFixed={isFixedId(desk, path)} set={set} />
}

/** Whether an id cannot be edited: the topic's id is its folder's name, and a published id never changes. */
function isFixedId({ content, topic }: Desk, path: Path): boolean {
  if (path.at(-1) !== 'id') return false
  return path.length === 2 || topic.published?.items[String(getIn(content, path))] !== undefined
}

interface ChoiceProps extends Omit<ValueProps, 'isOptional'> {
  kind: (typeof REFERENCES)[string] | undefined
  set: (next: unknown) => void
}

/** A picker. Missing items are created with buttons, not options: arrow keys select options immediately. */
function Choice({ desk, path, view, kind, set }: ChoiceProps) {
  const [created, create] = useState<NewItemKind>()
  const value = getIn(desk.content, path)
  const options =
    view.kind === 'choice'
      ? view.options.map((option) => ({ id: option, name: choiceLabel(option) }))
      : listReferences(desk.content, kind ?? 'any')
  const isKnown = value === undefined || value === '' || options.some((option) => option.id === value)
  const creatable = NEW_ITEMS.filter((item) => item.for === kind)
  return (
    <>
      <select
        id={idOf(path)}
        value={String(value ?? '')}
        aria-describedby={`${idOf(path)}-findings`}
        onChange={(event) => set(event.currentTarget.value)}
      >
        <option value="">—</option>
        {!isKnown && <option value={String(value)}>{String(value)}</option>}
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
      {creatable.length > 0 && (
        <div class="bar">
          {creatable.map((item) => (
            <button key={item.name} type="button" class="quiet" onClick={() => create(item)}>
              New {item.name} …
            </button>
          ))}
        </div>
      )}
      {created && (
        <NewItemDialog
          desk={desk}
          kind={created}
          path={path}
          close={() => create(undefined)}
          choose={(id) => set(id)}
        />
      )}
    </>
  )
}

interface TextProps {
  desk: Desk
  path: Path
  isShort: boolean
  isFixed: boolean
  set: (next: unknown) => void
}

/** A text field. Line breaks in pasted text become spaces. */
function TextField({ desk, path, isShort, isFixed, set }: TextProps) {
  const value = getIn(desk.content, path)
  const text = value === undefined || value === null ? '' : String(value)
  const common = {
    id: idOf(path),
    value: text,
    readOnly: isFixed,
    'aria-describedby': `${idOf(path)}-findings ${idOf(path)}-about`,
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      desk.type(path, event.currentTarget.value.replace(/[\r\n\t]+/g, ' ')),
    onChange: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      set(event.currentTarget.value.replace(/\s+/g, ' ').trim()),
  }
  if (isShort) return <input {...common} spellcheck={false} />
  return <textarea {...common} rows={Math.max(1, Math.ceil(text.length / 55))} />
}
