import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, seePageAlone }: Tools): Promise<void> {
  const visit = await open()
  await visit.seeBoxes()
  await visit.seeOwnLook()
  await visit.seeNothingStickOut()
  await seePageAlone(visit)
}
