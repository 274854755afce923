import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'
import { until } from '../../browsers/until.ts'
import { BOX_PATH } from '../../service.ts'

const readPlaces = () =>
  ['fact-box', '#below'].map((selector) => document.querySelector(selector)?.getBoundingClientRect().top)

export async function check({ open, service }: Tools): Promise<void> {
  const late = Promise.withResolvers<void>()
  service.delay(BOX_PATH, late.promise)
  const visit = await open()
  const before = await visit.tab.evaluate(readPlaces)
  await visit.tab.evaluate(() => document.querySelector('button')?.click())
  await until('the data are asked for', 10_000, async () => service.asked.includes(BOX_PATH))
  assert.deepEqual(await visit.tab.evaluate(readPlaces), before, 'moved when the script came')
  late.resolve()
  await visit.expectBoxes()
  assert.deepEqual(await visit.tab.evaluate(readPlaces), before, 'moved when the data came')
}
