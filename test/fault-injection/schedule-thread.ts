/** A thread that runs schedules: receives seeds, sends outcomes. */
import { createHash } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { runSchedule } from './schedule.ts'

// Each fallback is logged, as in production.
console.warn = () => {}
console.error = () => {}

/**
 * The same hash without the thread pool, which would take most of the time and settle in any order: so a seed gives the same
 * schedule on every machine.
 */
crypto.subtle.digest = async (_, bytes) =>
  new Uint8Array(
    createHash('sha256')
      .update(bytes as Uint8Array)
      .digest(),
  ).buffer

parentPort?.on('message', async (seed: number) => {
  try {
    parentPort?.postMessage({ seed, outcome: await runSchedule(seed) })
  } catch (error) {
    parentPort?.postMessage({ seed, failure: describeError(error) })
  }
})

/** Returns the message, and where a bug threw. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error && error.cause.name === 'TypeError' ? `\n${error.cause.stack}` : ''
  return error.message + cause
}
