/**
 * Below which `sequence` a ref of a topic is a replay: the index has known a later one for FLOOR_SECONDS, and whoever can
 * write to KV cannot write to D1. Asked only where refs are signed. Where the index does not answer in time there is no floor,
 * so that an outage of D1 takes no box down; an isolate never goes back behind what it has seen in any case.
 */
import { FLOOR_SECONDS } from '../freshness.ts'
import type { Runtime } from './read-through.ts'

/** Shorter than the shortest wait for KV, which is asked at the same time. */
const TIMEOUT_MS = 300
/** How long D1 is not asked again after it failed. */
const RETRY_DELAY_MS = 5_000

const QUERY = `SELECT max(sequence) AS sequence FROM floors WHERE topic = ? AND written <= unixepoch() - ${FLOOR_SECONDS}`

/** 0 where none is known. Never rejects. */
export type ReadFloor = (topic: string) => Promise<number>

export function createFloor(database: D1Database | undefined, { now, startTimer }: Runtime): ReadFloor {
  let retryAt = 0
  return async function readFloor(topic) {
    if (!database || now() < retryAt) return 0
    let stop = () => {}
    const expiry = new Promise<never>((_, reject) => {
      stop = startTimer(() => reject(new Error(`no answer within ${TIMEOUT_MS} ms`)), TIMEOUT_MS)
    })
    try {
      return (await Promise.race([database.prepare(QUERY).bind(topic).first<number>('sequence'), expiry])) ?? 0
    } catch (error) {
      retryAt = now() + RETRY_DELAY_MS
      console.error(JSON.stringify({ event: 'index', error: String(error) }))
      return 0
    } finally {
      stop()
    }
  }
}
