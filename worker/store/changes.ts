/**
 * What the index knows of a topic's latest changes. Asked only where refs are signed: whoever can write to KV cannot write to
 * D1. If it does not answer in time nothing is known, so an outage of D1 affects no box; an isolate never accepts an older
 * ref than it has seen in any case.
 */
import { FLOOR_SECONDS, MAX_AGE_SECONDS } from '../freshness.ts'
import type { Runtime } from './read-through.ts'

/** Shorter than the shortest wait for KV, which is asked at the same time. */
const TIMEOUT_MS = 300
/** How long D1 is not asked again after it failed. */
const RETRY_DELAY_MS = 5_000

const FLOOR = `SELECT max(sequence) AS value FROM floors WHERE topic = ? AND written <= unixepoch() - ${FLOOR_SECONDS}`
const CHANGE = `SELECT count(*) AS value FROM claims WHERE topic = ? AND renewed > unixepoch() - ${MAX_AGE_SECONDS}`

/** Neither rejects. */
export interface TopicChanges {
  /** The `sequence` below which a ref is a replay: the index has known a later one for FLOOR_SECONDS. 0 where none is known. */
  readFloor(topic: string): Promise<number>
  /** Whether the topic was changed so lately that what its ref names may be missing here: new, or removed by a withdrawal. */
  isRecent(topic: string): Promise<boolean>
}

export function createTopicChanges(database: D1Database | undefined, { now, startTimer }: Runtime): TopicChanges {
  let retryAt = 0

  async function ask(sql: string, topic: string): Promise<number | null | undefined> {
    if (!database || now() < retryAt) return undefined
    let stop = () => {}
    const expiry = new Promise<never>((_, reject) => {
      stop = startTimer(() => reject(new Error(`no answer within ${TIMEOUT_MS} ms`)), TIMEOUT_MS)
    })
    try {
      return await Promise.race([database.prepare(sql).bind(topic).first<number>('value'), expiry])
    } catch (error) {
      retryAt = now() + RETRY_DELAY_MS
      console.error(JSON.stringify({ event: 'index', error: String(error) }))
      return undefined
    } finally {
      stop()
    }
  }

  return {
    readFloor: async (topic) => (await ask(FLOOR, topic)) ?? 0,
    isRecent: async (topic) => (await ask(CHANGE, topic)) !== 0,
  }
}
