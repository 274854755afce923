/**
 * Reads a topic's latest changes from the index. Only where refs are signed: an attacker who can write to KV may not be able to
 * write to D1. If D1 does not respond in time, nothing is known, so an outage of D1 does not affect boxes. In any case an isolate
 * never accepts an older ref than it has seen.
 */
import { FLOOR_SECONDS, MAX_AGE_SECONDS } from '../freshness.ts'
import type { Runtime } from './read-through.ts'

/** Shorter than the shortest time limit of KV, which is read in parallel. */
const TIMEOUT_MS = 300
/** How long D1 is not queried again after a failure. */
const RETRY_DELAY_MS = 5_000

const FLOOR = `SELECT max(sequence) AS value FROM floors WHERE topic = ? AND written <= unixepoch() - ${FLOOR_SECONDS}`
const CHANGE = `SELECT count(*) AS value FROM claims WHERE topic = ? AND renewed > unixepoch() - ${MAX_AGE_SECONDS}`

/** Neither method rejects. */
export interface TopicChanges {
  /** Resolves with the lowest acceptable `sequence`: the index has known it for FLOOR_SECONDS, so a lower one is a replay. 0 if unknown. */
  readFloor(topic: string): Promise<number>
  /** Whether the topic changed so recently that blobs of its ref may be missing here: new ones, or ones removed by a withdrawal. */
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
