/** What most pages are to find: the box is there, looks as it does anywhere, and changes nothing else. */
import type { Spec } from '../cases.ts'

export const UNTOUCHED: Spec = {
  async check({ open, expectPageUnchanged }) {
    const visit = await open()
    await visit.expectBoxes()
    await visit.expectOwnLook()
    await expectPageUnchanged(visit)
  },
}
