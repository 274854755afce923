/** Checks for most pages: the box is there, has its usual style, and changes nothing else. */
import { withBoxes } from '../cases.ts'

export const UNTOUCHED = withBoxes(async ({ visit, expectPageUnchanged }) => {
  await visit.expectOwnLook()
  await expectPageUnchanged(visit)
})
