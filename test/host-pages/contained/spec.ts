import type { Tools } from '../../browsers/cases.ts'

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes(3)
  await visit.expectOwnLook()
}
