/** A form for any part of a topic, made from its schema: one component for each kind of value. */
import { useLayoutEffect, useState } from 'preact/hooks'
import type * as v from 'valibot'
import type { Path } from '../../finding.ts'
import { Citations } from './Citations.tsx'
import type { Desk } from './desk-state.ts'
import { Findings } from './Findings.tsx'
import { choiceLabel, itemLabel, labelOf } from './labels.ts'
import { getIn, isFields, listIn, samePath } from './paths.ts'
import { listReferences, REFERENCES } from './references.ts'
import { createEmpty, viewSchema } from './schema-view.ts'

interface Props {
  desk: Desk
  schema: v.GenericSchema
  path: Path
  isOptional?: boolean
}

/** Made by ingest, not by people. */
const HIDDEN = new Set(['textDigest', 'source'])
/** Short values, on one line. */
const SHORT = /^(?:id|.*[dD]ate.*|inLanguage|license|url|reportUrl|publisher|temporalCoverage|dateline)$/

const idOf = (path: Path) => `field-${path.join('-')}`

export function Form({ desk, schema, path, isOptional = false }: Props) {
  const view = viewSchema(schema)
  const key = String(path.at(-1) ?? '')
  const value = getIn(desk.content, path)
  if (key === 'citations') return <Citations desk={desk} path={path} />
  if (view.kind === 'list') return <List desk={desk} schema={view.item} path={path} />
  if (view.kind === 'fields') {
    if (isOptional && value === undefined)
      return (
        <button type="button" class="quiet" onClick={() => desk.edit(path, createEmpty(schema))}>
          Add {labelOf(key).toLowerCase()}
        </button>
      )
    const isItem = typeof path.at(-1) === 'number' || path.length === 1
    return (
      <Group desk={desk} path={path} label={isItem ? undefined : labelOf(key)} canRemove={isOptional}>
        {view.fields
          .filter((field) => !HIDDEN.has(field.key))
          .map((field) => (
            <Form
              key={field.key}
              desk={desk}
              schema={field.schema}
              path={[...path, field.key]}
              isOptional={field.isOptional}
            />
          ))}
      </Group>
    )
  }
  return (
    <div class="field">
      {view.kind !== 'flag' && <label for={idOf(path)}>{labelOfItem(path)}</label>}
      <Value desk={desk} path={path} view={view} isOptional={isOptional} />
      <Findings desk={desk} path={path} />
      <Correction desk={desk} path={path} />
    </div>
  )
}

/** An entry of a plain list has no name of its own. */
function labelOfItem(path: Path): string {
  const [list, key] = path.slice(-2)
  return typeof key === 'number' ? `${labelOf(itemLabel(String(list)))} ${key + 1}` : labelOf(String(key))
}

/** Whatever is cited while the focus is inside goes to this item. */
function Group({
  desk,
  path,
  label,
  canRemove,
  children,
}: {
  desk: Desk
  path: Path
  label: string | undefined
  canRemove: boolean
  children: preact.ComponentChildren
}) {
  const hasCitations = isFields(getIn(desk.content, path)) && 'citations' in (getIn(desk.content, path) as object)
  const isActive = desk.active !== undefined && samePath(desk.active, path)
  const activate = (event: FocusEvent) => {
    if (!hasCitations || isActive) return
    event.stopPropagation()
    desk.activate(path)
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

function Value({
  desk,
  path,
  view,
  isOptional,
}: {
  desk: Desk
  path: Path
  view: ReturnType<typeof viewSchema>
  isOptional: boolean
}) {
  const key = String(typeof path.at(-1) === 'number' ? path.at(-2) : path.at(-1))
  const value = getIn(desk.content, path)
  const id = idOf(path)
  const set = (next: unknown) => desk.edit(path, next === '' && isOptional ? undefined : next)
  const describedBy = `${id}-findings`
  if (view.kind === 'flag')
    return (
      <label class="flag">
        <input
          type="checkbox"
          id={id}
          checked={value === view.value}
          onChange={(event) => set(event.currentTarget.checked ? view.value : undefined)}
        />
        {labelOf(key)}
      </label>
    )
  const kind = REFERENCES[key]
  if (view.kind === 'choice' || kind) {
    const options =
      view.kind === 'choice'
        ? view.options.map((option) => ({ id: option, name: choiceLabel(option) }))
        : listReferences(desk.content, kind ?? 'any')
    const isKnown = value === undefined || value === '' || options.some((option) => option.id === value)
    const choose = (chosen: string) => {
      if (chosen in NEW_PARTIES) createParty(desk, path, chosen)
      else set(chosen)
    }
    return (
      <select
        id={id}
        value={String(value ?? '')}
        aria-describedby={describedBy}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">—</option>
        {!isKnown && <option value={String(value)}>{String(value)}</option>}
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
        {kind === 'party' &&
          Object.entries(NEW_PARTIES).map(([list, label]) => (
            <option key={list} value={list}>
              {label}
            </option>
          ))}
      </select>
    )
  }
  if (view.kind === 'number')
    return (
      <input
        type="number"
        id={id}
        value={Number(value ?? 0)}
        onChange={(event) => set(event.currentTarget.valueAsNumber)}
      />
    )
  const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value)
  // A text is one line; what is pasted over several becomes one.
  const type = (raw: string) => desk.type(path, raw.replace(/[\r\n\t]+/g, ' '))
  const read = (raw: string) => set(raw.replace(/\s+/g, ' ').trim())
  return SHORT.test(key) ? (
    <input
      id={id}
      value={text}
      spellcheck={false}
      aria-describedby={describedBy}
      onInput={(event) => type(event.currentTarget.value)}
      onChange={(event) => read(event.currentTarget.value)}
    />
  ) : (
    <textarea
      id={id}
      value={text}
      rows={Math.max(1, Math.ceil(text.length / 55))}
      aria-describedby={describedBy}
      onInput={(event) => type(event.currentTarget.value)}
      onChange={(event) => read(event.currentTarget.value)}
    />
  )
}

const NEW_PARTIES = { people: 'a new person …', organizations: 'a new organization …' } as const

/** Its role is filled in among the parties; until then check names what is missing. */
function createParty(desk: Desk, path: Path, list: string) {
  const name = prompt('The name, as the source gives it')?.trim()
  if (!name) return
  const at = ['parties', list, listIn(desk.content, ['parties', list]).length]
  const content = desk.edit(at, { id: '', name, roles: [{ roleName: '', citations: [] }] })
  desk.edit(path, getIn(content, [...at, 'id']))
}

function List({ desk, schema, path }: { desk: Desk; schema: v.GenericSchema; path: Path }) {
  const key = String(path.at(-1) ?? '')
  const items = listIn(desk.content, path)
  const isSimple = viewSchema(schema).kind === 'text'
  const [added, countAdded] = useState(0)
  const add = () => {
    desk.edit([...path, items.length], createEmpty(schema))
    countAdded(added + 1)
  }
  // What was added is what is written next: as soon as it is drawn, so that no key that is pressed next goes elsewhere.
  useLayoutEffect(() => {
    if (added === 0) return
    const fields = `#list-${path.join('-')} > li:last-child :is(input, textarea, select):not([id$="-id"])`
    document.querySelector<HTMLElement>(fields)?.focus()
  }, [added])
  const move = (from: number, to: number) => {
    const moved = items.toSpliced(from, 1).toSpliced(to, 0, items[from])
    desk.edit(path, moved)
  }
  return (
    <div class="list">
      {path.length > 1 && <h3>{labelOf(key)}</h3>}
      <Findings desk={desk} path={path} />
      <ol id={`list-${path.join('-')}`}>
        {items.map((_, index) => (
          <li
            // By place: an id changes while an item is being written, which must not take the focus away.
            key={index}
            draggable={!isSimple && path.length === 1}
            onDragStart={(event) =>
              event.target === event.currentTarget && event.dataTransfer?.setData('text/x-item', String(index))
            }
            onDragOver={(event) => event.dataTransfer?.types.includes('text/x-item') && event.preventDefault()}
            onDrop={(event) => {
              const from = event.dataTransfer?.getData('text/x-item')
              if (from === undefined || from === '') return
              event.preventDefault()
              move(Number(from), index)
            }}
          >
            <div class="row">
              <Form desk={desk} schema={schema} path={[...path, index]} />
              <div class={isSimple ? 'tools inline' : 'tools'}>
                <button
                  type="button"
                  aria-label={`Move ${itemLabel(key)} ${index + 1} up`}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  aria-label={`Move ${itemLabel(key)} ${index + 1} down`}
                  disabled={index === items.length - 1}
                  onClick={() => move(index, index + 1)}
                >
                  ↓
                </button>
                <button
                  type="button"
                  aria-label={`Remove ${itemLabel(key)} ${index + 1}`}
                  onClick={() => desk.edit([...path, index], undefined)}
                >
                  ×
                </button>
              </div>
            </div>
          </li>
        ))}
      </ol>
      <button type="button" class="quiet" onClick={add}>
        Add {itemLabel(key)}
      </button>
    </div>
  )
}

const CORRECTED = new Set(['text', 'description'])

/** A published text that reads differently now is corrected openly, or it was a slip of the pen. */
function Correction({ desk, path }: { desk: Desk; path: Path }) {
  const id = getIn(desk.content, [...path.slice(0, -1), 'id'])
  const before = typeof id === 'string' ? desk.topic.published?.texts[id] : undefined
  const after = getIn(desk.content, path)
  if (!CORRECTED.has(String(path.at(-1))) || path.length !== 3 || before === undefined || before === after) return null
  const corrections = listIn(desk.content, ['topic', 'corrections'])
  if (corrections.some((item) => isFields(item) && item.target === id && item.after === after)) return null
  const add = () =>
    desk.edit(
      ['topic', 'corrections'],
      [
        ...corrections,
        {
          id: '',
          date: new Date().toISOString().slice(0, 10),
          kind: 'correction',
          target: id,
          before,
          after,
          reason: '',
        },
      ],
    )
  return (
    <p class="offer">
      Readers have another text.{' '}
      <button type="button" onClick={add}>
        Add a correction
      </button>
    </p>
  )
}
