/** What most pages are to find: the box is there, looks as it does anywhere, and changes nothing else. */
import type { Tools } from '../browsers/cases.ts'

export async function check({ open, expectPageUnchanged }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  await visit.expectOwnLook()
  await expectPageUnchanged(visit)
}
