import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, seePageAlone }: Tools): Promise<void> {
  const visit = await open()
  await visit.seeBoxes()
  await visit.seeOwnLook()
  await seePageAlone(visit)
  const inDark = await open({ colorScheme: 'dark' })
  await inDark.seeBoxes()
  await inDark.seeOwnLook()
}
