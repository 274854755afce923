import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'
import { BOX_PATH } from '../../service.ts'

export async function check({ open, service, expectPageUnchanged }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  const calls = await visit.tab.evaluate(() => (window as unknown as { calls: string[] }).calls)
  assert.deepEqual(calls, [`${service.origin}${BOX_PATH} omit GET`])
  await expectPageUnchanged(visit)
}
