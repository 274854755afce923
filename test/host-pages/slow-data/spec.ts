import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'
import { until } from '../../browsers/until.ts'
import { BOX_PATH } from '../../service.ts'

export async function check({ open, service }: Tools): Promise<void> {
  const late = Promise.withResolvers<void>()
  service.delay(BOX_PATH, late.promise)
  const visit = await open()
  await until('the data are asked for', 10_000, async () => service.asked.includes(BOX_PATH))
  const waiting = await visit.tab.evaluate(() => ({
    page: document.readyState,
    hasWords: document.querySelector('fact-box p')?.checkVisibility(),
  }))
  assert.deepEqual(waiting, { page: 'complete', hasWords: true })
  late.resolve()
  await visit.expectBoxes()
  assert.equal(await visit.tab.evaluate(() => document.querySelector('fact-box p')?.getClientRects().length), 0)
}
