import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

const LEAST_PX = 200

export async function check({ open, expectPageUnchanged }: Tools): Promise<void> {
  const visit = await open()
  const boxes = await visit.expectBoxes(5)
  assert.deepEqual(
    boxes.map(({ width }) => Math.round(width)).filter((width) => width < LEAST_PX),
    [],
    'too narrow to read',
  )
  await expectPageUnchanged(visit)
}
