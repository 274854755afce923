/** Undo, and edits from elsewhere: no undo, merge or save reverts another person's edit silently. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Content } from '../../data/desk/api.ts'
import {
  applyEdit,
  beginEdits,
  type Edits,
  findConflict,
  isSaved,
  mergeFiles,
  rebase,
  redo,
  undo,
} from '../../data/desk/client/edits.ts'
import { dropItems } from '../../data/desk/client/Footer.tsx'
import { getIn, setIn } from '../../data/desk/client/paths.ts'
import { renameId } from '../../data/desk/client/references.ts'
import { refreshFragments } from '../../data/desk/client/verdicts.ts'

const FIELDS = ['name', 'description'] as const

function createContent(count = 4): Content {
  const events = Array.from({ length: count }, (_, index) => ({ id: `event-${index}`, name: 'n', description: 'd' }))
  return { topic: { name: 'Topic' }, parties: {}, articles: [], events, statements: [] }
}

const write = (content: Content, at: number, field: string, text: string) =>
  setIn(content, ['events', at, field], text) as Content

describe('undo', () => {
  it('reverts a text that was typed letter by letter in one step, and restores it', () => {
    let edits = beginEdits(createContent())
    for (const text of ['A', 'Ab', 'Abc']) edits = applyEdit(edits, write(edits.content, 0, 'name', text), 'name 0')
    edits = applyEdit(edits, write(edits.content, 1, 'name', 'B'), 'name 1')
    const written = edits.content
    edits = undo(undo(edits))
    expect(isSaved(edits)).toBe(true)
    edits = redo(redo(edits))
    expect(edits.content).toEqual(written)
    expect(redo(edits).content).toEqual(written)
  })

  it('restores nothing that was typed over', () => {
    const begun = beginEdits(createContent())
    const edits = undo(applyEdit(begun, write(begun.content, 0, 'name', 'A')))
    expect(applyEdit(edits, write(edits.content, 0, 'name', 'B')).future).toEqual([])
  })
})

describe('edits from elsewhere', () => {
  type Step =
    | { kind: 'edit' | 'outside'; at: number; field: (typeof FIELDS)[number]; text: string }
    | { kind: 'undo' | 'redo' | 'save' }

  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({
      kind: fc.constantFrom('edit' as const, 'outside' as const),
      at: fc.nat({ max: 3 }),
      field: fc.constantFrom(...FIELDS),
      text: fc.stringMatching(/^[a-z]{1,6}$/),
    }),
    fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const, 'save' as const) }),
  )

  it('stay in the files after any undo, redo and save, where the same field was not edited here', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
        let files = createContent()
        let edits: Edits = beginEdits(files)
        const here = new Set<string>()
        const elsewhere = new Map<string, string>()
        const takeIn = () => {
          edits = rebase(edits, edits.base, files).edits
        }
        for (const each of steps) {
          if (each.kind === 'edit') {
            here.add(`${each.at} ${each.field}`)
            edits = applyEdit(edits, write(edits.content, each.at, each.field, each.text))
          } else if (each.kind === 'outside') {
            elsewhere.set(`${each.at} ${each.field}`, each.text)
            files = write(files, each.at, each.field, each.text)
            takeIn()
          } else if (each.kind === 'undo') edits = undo(edits)
          else if (each.kind === 'redo') edits = redo(edits)
          else {
            const sent = edits.content
            files = mergeFiles(edits.base, sent, files)
            edits = rebase(edits, sent, files).edits
            expect(isSaved(edits)).toBe(true)
          }
          for (const [place, text] of elsewhere) {
            const [at, field = ''] = place.split(' ')
            if (!here.has(place)) expect(getIn(edits.content, ['events', Number(at), field])).toBe(text)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('are merged while something is typed, and kept by undo', () => {
    const base = createContent()
    const typed = applyEdit(beginEdits(base), write(base, 0, 'name', 'mine'))
    const { edits, conflicts } = rebase(typed, base, write(base, 1, 'name', 'theirs'))
    expect(conflicts).toEqual([])
    expect(getIn(edits.content, ['events', 0, 'name'])).toBe('mine')
    expect(getIn(edits.content, ['events', 1, 'name'])).toBe('theirs')
    const undone = undo(edits)
    expect(getIn(undone.content, ['events', 0, 'name'])).toBe('n')
    expect(getIn(undone.content, ['events', 1, 'name'])).toBe('theirs')
    expect(isSaved(undone)).toBe(true)
  })

  it('are reported where both changed a field, by the item’s id, at its current place', () => {
    const base = createContent()
    const typed = applyEdit(beginEdits(base), write(base, 2, 'name', 'mine'))
    const { edits, conflicts } = rebase(typed, base, write(base, 2, 'name', 'theirs'))
    const [conflict] = conflicts
    expect(conflict).toMatchObject({ file: 'events', path: ['event-2', 'name'], mine: 'mine', theirs: 'theirs' })
    expect(getIn(edits.content, ['events', 2, 'name'])).toBe('mine')
    const moved = { ...edits.content, events: (edits.content.events as unknown[]).slice(1) }
    expect(findConflict(moved, conflict ?? { file: 'events', path: [] })).toEqual(['events', 1, 'name'])
  })
})

const LOCATOR = { start: 4, end: 9, sha256: '0'.repeat(64) }
const TOPIC: Content = {
  topic: { retired: [], corrections: [{ id: 'c', target: 'bridge', after: 'bridge' }] },
  parties: {
    people: [
      { id: 'ada', name: 'bridge', roles: [{ roleName: 'r', citations: [{ article: 'paper', locator: LOCATOR }] }] },
    ],
  },
  articles: [{ id: 'paper', url: 'https://paper.example/a' }],
  events: [{ id: 'bridge', participants: [{ party: 'ada', roleName: 'r' }] }],
  statements: [
    { id: 's', text: 'bridge', event: 'bridge', claimant: 'ada', about: ['bridge', 'ada'], citations: [] },
    { id: 't', event: 'other', about: [], citations: [{ article: 'paper', locator: LOCATOR, textFragmentUrl: 'x' }] },
  ],
}

describe('one edit in many places', () => {
  it('changes an item’s id wherever a field names it, and leaves texts unchanged', () => {
    const renamed = renameId(TOPIC, 'bridge', 'crossing')
    expect(renamed.events).toMatchObject([{ id: 'crossing' }])
    expect(renamed.statements).toMatchObject([{ text: 'bridge', event: 'crossing', about: ['crossing', 'ada'] }, {}])
    expect(renamed.topic).toMatchObject({ corrections: [{ target: 'crossing', after: 'bridge' }] })
    expect(renamed.parties).toMatchObject({ people: [{ name: 'bridge' }] })
  })

  it('removes items, retires their ids, and leaves no link to them', () => {
    const dropped = dropItems(TOPIC, new Set(['bridge', 'paper']), 'Withdrawn.')
    expect(dropped.events).toEqual([])
    expect(dropped.articles).toEqual([])
    expect(dropped.statements).toEqual([
      { id: 's', text: 'bridge', claimant: 'ada', about: ['ada'], citations: [] },
      { id: 't', event: 'other', about: [], citations: [] },
    ])
    expect(dropped.topic).toMatchObject({
      corrections: [],
      retired: [
        { id: 'bridge', reason: 'Withdrawn.' },
        { id: 'paper', reason: 'Withdrawn.' },
      ],
    })
  })

  it('rebuilds the links of an article’s citations when its URL changes', () => {
    const path = ['articles', 0, 'url']
    const moved = setIn(TOPIC, path, 'https://paper.example/b') as Content
    const bodies = new Map([['paper', 'The whole text.']])
    const link = 'https://paper.example/b#:~:text=whole'
    expect(refreshFragments(moved, path, bodies).statements).toMatchObject([
      {},
      { citations: [{ textFragmentUrl: link }] },
    ])
    const bare = refreshFragments(setIn(TOPIC, path, undefined) as Content, path, bodies)
    expect(JSON.stringify(bare)).not.toContain('textFragmentUrl')
    expect(bare.statements).toMatchObject([{}, { citations: [{ locator: LOCATOR }] }])
  })
})
