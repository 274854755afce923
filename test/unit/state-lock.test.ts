/** Processes take turns at a local store; a killed process leaves no lock behind. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { withStateLock } from '../../data/store/state-lock.ts'
import { StoreError } from '../../data/store/store.ts'

const LOCK_FILE = new URL('../../data/store/state-lock.ts', import.meta.url).href

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'Föhn 事 box-'))
})

const lock = <Result>(use: () => Promise<Result>, maxWaitMs = 10_000) =>
  withStateLock(join(folder, 'state'), { owner: 'a test', report: () => {}, maxWaitMs }, use)

it('admits one at a time, and returns each result', async () => {
  let inside = 0
  const turns = [1, 2, 3].map((n) =>
    lock(async () => {
      expect(++inside).toBe(1)
      await new Promise(setImmediate)
      inside--
      return n
    }),
  )
  expect(await Promise.all(turns)).toEqual([1, 2, 3])
})

it('is released after a failure', async () => {
  await expect(lock(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
  expect(await lock(async () => 'done')).toBe('done')
})

it('names the holder, in one sentence', async () => {
  const refused = lock(() => lock(async () => 'never', 0))
  await expect(refused).rejects.toThrow(
    new StoreError(
      `${join(folder, 'state')} is in use by a test (process ${process.pid}); run the command again when that has finished`,
    ),
  )
})

it('is released when the holding process is killed', async () => {
  const program = `
    const { withStateLock } = await import(${JSON.stringify(LOCK_FILE)})
    await withStateLock(${JSON.stringify(join(folder, 'state'))}, { owner: 'npm start' }, () => {
      console.log('held')
      return new Promise(() => setInterval(() => {}, 1000))
    })`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  await expect(lock(async () => 'never', 0)).rejects.toThrow(`in use by npm start (process ${holder.pid})`)
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  expect(await lock(async () => 'done', 0)).toBe('done')
})
