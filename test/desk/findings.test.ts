/** The findings of `check`, in the words of the desk's forms. */
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import type { Desk } from '../../data/desk/client/desk-state.ts'
import { FindingsList } from '../../data/desk/client/Findings.tsx'
import { remedyInForm } from '../../data/desk/client/labels.ts'

describe('a remedy', () => {
  it.each([
    ['add standalone: false', 'tick “Must never be shown alone”'],
    ['keep lead: true on one of the two', 'keep “Represents its group in the compact box” ticked on one of the two'],
    ['add claimant: the id of who says so', 'choose who says so as the claimant'],
    ['write before: wording removed', 'write “wording removed” under “Before”'],
    ['correct temporalCoverage', 'correct “Period”'],
    [
      'add startDate, or set datePrecision: unknown',
      'add “Start date”, or choose “unknown” as “Precision of the date”',
    ],
    ['correct one of the two dates', 'correct one of the two dates'],
  ])('%s: names fields by their labels', (remedy, said) => {
    expect(remedyInForm(remedy)).toBe(said)
  })
})

it('lists every published item that is gone: with a button if its id can be retired, else with the remedy', () => {
  const at = { file: 'topic.yml', path: ['retired'], place: 'retired', line: 1, column: 1, remedy: 'put it back' }
  const findings = ['statement ferry', 'correction ferry-date'].map((item) => ({
    ...at,
    problem: `${item} was published and is gone`,
  }))
  const desk = { checked: { findings, gone: ['ferry'] }, content: { topic: { retired: [] } } }
  const html = renderToString(h(FindingsList, { desk: desk as unknown as Desk }))
  expect(html.match(/<li /g)).toHaveLength(2)
  expect(html).toContain('Retire it')
  expect(html).toContain('correction ferry-date was published and is gone: put it back')
})
