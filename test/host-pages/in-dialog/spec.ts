import type { Tools } from '../../browsers/cases.ts'

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.tab.evaluate(() => document.querySelector('button')?.click())
  await visit.expectBoxes(2)
  await visit.expectOwnLook()
}
