/** Creates a person, organization or event that a field refers to, without leaving the field. */
import { useState } from 'preact/hooks'
import type { Path } from '../../checks/finding.ts'
import { Dialog } from './Dialog.tsx'
import type { Desk } from './desk-state.ts'
import { getIn, listIn } from './paths.ts'

export interface NewItemKind {
  /** The kind of reference. */
  for: 'party' | 'event'
  name: string
  list: Path
  about: string
  /** Creates the item; `citations` are those of the item whose field is filled. */
  create: (name: string, about: string, citations: unknown[]) => Record<string, unknown>
}

const createParty: NewItemKind['create'] = (name, roleName, citations) => ({
  id: '',
  name,
  roles: [{ roleName, citations }],
})

export const NEW_ITEMS: readonly NewItemKind[] = [
  {
    for: 'party',
    name: 'person',
    list: ['parties', 'people'],
    about: 'Role, as the source gives it',
    create: createParty,
  },
  {
    for: 'party',
    name: 'organization',
    list: ['parties', 'organizations'],
    about: 'What it is, as the source says',
    create: createParty,
  },
  {
    for: 'event',
    name: 'event',
    list: ['events'],
    about: 'What happened, and who says so',
    create: (name, description, citations) => ({
      id: '',
      name,
      description,
      datePrecision: '',
      dateBasis: '',
      citations,
    }),
  },
]

interface Props {
  desk: Desk
  kind: NewItemKind
  /** The path of the field. */
  path: Path
  close: () => void
  choose: (id: unknown) => void
}

export function NewItemDialog({ desk, kind, path, close, choose }: Props) {
  const [name, setName] = useState('')
  const [about, setAbout] = useState('')
  // The citations of the item that refers to it, if it has any.
  const citations = listIn(desk.latest(), [...path.slice(0, 2), 'citations'])
  const create = () => {
    const list = [...kind.list, listIn(desk.latest(), kind.list).length]
    const content = desk.edit(list, kind.create(name.trim(), about.trim(), citations))
    close()
    choose(getIn(content, [...list, 'id']))
  }
  return (
    <Dialog title={`New ${kind.name}`} close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') create()
        }}
      >
        <label class="field">
          Name
          <input value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label class="field">
          {kind.about}
          <input value={about} onInput={(event) => setAbout(event.currentTarget.value)} />
        </label>
        <p class="hint">
          {citations.length === 0
            ? 'It has no passage yet: cite one for it afterwards.'
            : 'It cites the same passages as the sentence; change them afterwards where they are not right.'}
        </p>
        <div class="bar">
          <button type="submit" class="main" disabled={name.trim() === ''}>
            Add it
          </button>
          <button type="button" onClick={close}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  )
}
