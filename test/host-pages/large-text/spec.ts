import type { Tools } from '../../browsers/cases.ts'

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  const frame = await visit.tab.frame(0)
  await visit.expectBoxes(1, { frame })
  await visit.expectOwnLook({ frame })
  await visit.expectNothingOutside({ frame })
}
