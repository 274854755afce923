/** Polling, and promises with a time limit. */
import { setTimeout as pause } from 'node:timers/promises'

const ASK_AGAIN_MS = 25

/**
 * Polls until there is a result, and returns it. A rejection counts as no result. Rejects after `timeoutMs` with what was awaited
 * and the last result.
 */
export async function until<Answer>(
  what: string,
  timeoutMs: number,
  ask: () => Promise<Answer | undefined | false>,
): Promise<Answer> {
  const deadline = performance.now() + timeoutMs
  let failure: unknown
  for (;;) {
    try {
      const answer = await ask()
      if (answer !== undefined && answer !== false) return answer
      failure = undefined
    } catch (error) {
      failure = error
    }
    if (performance.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms`, { cause: failure })
    await pause(ASK_AGAIN_MS)
  }
}

/** Returns the result of `promise`; rejects when it takes longer. */
export async function endInTime<Value>(what: string, timeoutMs: number, promise: Promise<Value>): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`${what}: not within ${timeoutMs} ms`)), timeoutMs)
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
