/**
 * One read for all who want the same key at the same moment, and a limit to how long each of them waits.
 *
 * workerd lets a request await what another has begun (each goes on in its own context), but ends the I/O of a request
 * whose reader has left: the promise would then never settle, for those who wait and for all who come after. So a read is
 * kept going beyond the request that began it (`finish`), everyone who waits has a timer of their own, and a read that
 * outlasts one is given up: the next to come begins another. Only plain values are shared: a stream belongs to its request.
 */
import type { Runtime } from './runtime.ts'

export class ReadTimeout extends Error {}

export type ShareRead = <Value>(key: string, read: () => Promise<Value>, limitMs: number) => Promise<Value>

export function createSharedReads({ startTimer, finish }: Runtime): ShareRead {
  const underWay = new Map<string, Promise<unknown>>()
  const forget = (key: string, reading: Promise<unknown>) => {
    if (underWay.get(key) === reading) underWay.delete(key)
  }

  function begin<Value>(key: string, read: () => Promise<Value>): Promise<Value> {
    const reading = read()
    underWay.set(key, reading)
    const settled = () => forget(key, reading)
    finish(reading.then(settled, settled))
    return reading
  }

  return async function shareRead<Value>(key: string, read: () => Promise<Value>, limitMs: number) {
    const reading = (underWay.get(key) as Promise<Value> | undefined) ?? begin(key, read)
    let stop = () => {}
    const expiry = new Promise<never>((_, reject) => {
      stop = startTimer(() => {
        forget(key, reading)
        reject(new ReadTimeout(`no answer for ${key} within ${limitMs} ms`))
      }, limitMs)
    })
    return Promise.race([reading, expiry]).finally(stop)
  }
}
