import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'
import { BOX_PATH } from '../../service.ts'

export async function check({ open, service }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes(200)
  assert.equal(service.asked.filter((path) => path === BOX_PATH).length, 1)
}
