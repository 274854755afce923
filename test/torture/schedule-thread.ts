/** One of the threads that run schedules: seeds come in, what they covered goes out. */
import { createHash } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { runSchedule } from '../kv/publish-property.ts'

// Each fallback is logged, as in production.
console.warn = () => {}
console.error = () => {}

/**
 * The same hash without a way through the thread pool, which would take most of the time, and end in an order of its own:
 * so a seed tells the same story on every machine.
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
    parentPort?.postMessage({ seed, failure: error instanceof Error ? error.message : String(error) })
  }
})
