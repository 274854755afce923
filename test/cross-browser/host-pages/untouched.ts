/** What most pages are to find: the box is there, looks as it does anywhere, and changes nothing else. */
import { withBoxes } from '../cases.ts'

export const UNTOUCHED = withBoxes(async ({ visit, expectPageUnchanged }) => {
  await visit.expectOwnLook()
  await expectPageUnchanged(visit)
})
