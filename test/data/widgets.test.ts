/** Builds of the widget in KV: written before they are named, and kept whatever comes after. */
import { expect, it } from 'vitest'
import { collectGarbage } from '../../data/releases/collect-garbage.ts'
import { blobKey, hashInAddress, WIDGETS_KEY } from '../../data/releases/records.ts'
import { keepWidget } from '../../data/releases/widgets.ts'
import { sha256Hex } from '../../data/sha256.ts'
import { createMemoryStore } from './memory-store.ts'

const FIRST = '(function(FACT_BOX){"first"})()'
const SECOND = '(function(FACT_BOX){"second"})()'
const day = (n: number) => new Date(Date.UTC(2026, 10, n, 12))

it('are each a blob, then a place in the row', async () => {
  const store = createMemoryStore()
  const sha256 = await sha256Hex(FIRST)
  expect(await keepWidget(store, FIRST, day(1))).toEqual({ kind: 'kept', hash: sha256.slice(0, 16) })
  expect(store.writes).toEqual([blobKey(sha256), WIDGETS_KEY])
  expect(await keepWidget(store, FIRST, day(2))).toMatchObject({ kind: 'unchanged' })
  expect(store.writes).toHaveLength(2)
})

it('stay, by name and byte for byte, after others were deployed and what nobody names was deleted', async () => {
  const store = createMemoryStore()
  await keepWidget(store, FIRST, day(1))
  await keepWidget(store, SECOND, day(2))
  expect(await collectGarbage(store, day(9))).toEqual({ deleted: 0, kept: 2 })
  const row = JSON.parse(store.values.get(WIDGETS_KEY) ?? '') as Record<string, string>
  for (const script of [FIRST, SECOND]) {
    const sha256 = await sha256Hex(script)
    expect(row[hashInAddress(sha256)]).toBe(sha256)
    expect(store.values.get(blobKey(sha256))).toBe(script)
  }
})

it('are completed by the next call where one was stopped', async () => {
  const stopped = createMemoryStore({ failAt: 2 })
  await expect(keepWidget(stopped, FIRST, day(1))).rejects.toThrow()
  const store = createMemoryStore({ from: stopped })
  expect(await keepWidget(store, FIRST, day(1))).toMatchObject({ kind: 'kept' })
  expect(store.writes).toEqual([WIDGETS_KEY])
})

it('never make room for another: a build whose address is taken is refused, and nothing is written', async () => {
  const store = createMemoryStore()
  const other = await sha256Hex(SECOND)
  const row = JSON.stringify({ [hashInAddress(await sha256Hex(FIRST))]: other })
  await store.put(WIDGETS_KEY, row)
  await expect(keepWidget(store, FIRST, day(1))).rejects.toThrow('another build')
  expect([store.writes, store.values.get(WIDGETS_KEY)]).toEqual([[WIDGETS_KEY], row])
})
