/** The findings of `check`, in the words of the desk's forms. */
import { describe, expect, it } from 'vitest'
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
