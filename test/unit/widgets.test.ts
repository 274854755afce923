/** Builds of the widget in KV: each is written before it is listed, and kept permanently. */
import { beforeEach, expect, it } from 'vitest'
import { sha256Hex } from '../../data/citations/sha256.ts'
import { collectGarbage } from '../../data/store/gc.ts'
import { blobKey, SHORT_HASH_LENGTH, WIDGETS_KEY, type WidgetIndex } from '../../data/store/records.ts'
import { archiveWidget } from '../../data/store/widgets.ts'
import { createMemoryStorage, type MemoryStorage, readJson, stopAt } from './memory-store.ts'
import { day } from './real-topic.ts'

const FIRST = '(function(FACT_BOX){"first"})()'
const SECOND = '(function(FACT_BOX){"second"})()'

let memory: MemoryStorage
const archive = (script: string, n: number) => archiveWidget(memory, script, day(n))
beforeEach(() => {
  memory = createMemoryStorage()
})

it('are each a blob, then an entry in the list of builds', async () => {
  const sha256 = await sha256Hex(FIRST)
  expect(await archive(FIRST, 1)).toEqual({ kind: 'archived', hash: sha256.slice(0, 16) })
  expect(memory.writes).toEqual([blobKey(sha256), WIDGETS_KEY])
  expect(await archive(FIRST, 2)).toMatchObject({ kind: 'unchanged' })
  expect(memory.writes).toHaveLength(2)
})

it('are kept, by name and byte for byte, after other deployments and a garbage collection', async () => {
  await archive(FIRST, 1)
  await archive(SECOND, 2)
  expect(await collectGarbage(memory, { now: day(9) })).toEqual({ deleted: 0, kept: 2 })
  const { format, builds } = readJson<WidgetIndex>(memory, WIDGETS_KEY)
  expect(format).toBe(2)
  for (const script of [FIRST, SECOND]) {
    const sha256 = await sha256Hex(script)
    expect(builds[sha256.slice(0, SHORT_HASH_LENGTH)]).toBe(sha256)
    expect(new TextDecoder().decode(memory.values.get(blobKey(sha256)))).toBe(script)
  }
})

it('are rewritten when they were lost', async () => {
  await archive(FIRST, 1)
  memory.values.delete(blobKey(await sha256Hex(FIRST)))
  expect(await archive(FIRST, 2)).toMatchObject({ kind: 'unchanged' })
  expect(memory.values.has(blobKey(await sha256Hex(FIRST)))).toBe(true)
})

it('are completed by the next call when one was stopped', async () => {
  expect(await stopAt(memory, { at: 2, effect: 'before' }, () => archive(FIRST, 1))).toBe('before widgets')
  expect(await archive(FIRST, 1)).toMatchObject({ kind: 'archived' })
  expect(readJson<WidgetIndex>(memory, WIDGETS_KEY).builds).toEqual({
    [(await sha256Hex(FIRST)).slice(0, 16)]: await sha256Hex(FIRST),
  })
})

it('are never replaced: a build whose hash is taken is refused, and nothing is written', async () => {
  const short = (await sha256Hex(FIRST)).slice(0, SHORT_HASH_LENGTH)
  const index = JSON.stringify({ format: 2, builds: { [short]: await sha256Hex(SECOND) } })
  await memory.store.put(WIDGETS_KEY, index)
  await expect(archive(FIRST, 1)).rejects.toThrow('another build')
  expect(memory.writes).toEqual([WIDGETS_KEY])
})

it('are refused when the list of builds has another format', async () => {
  await memory.store.put(
    WIDGETS_KEY,
    JSON.stringify({ [(await sha256Hex(FIRST)).slice(0, 16)]: await sha256Hex(FIRST) }),
  )
  await expect(archive(FIRST, 1)).rejects.toThrow('format 1')
})
