/**
 * Reads a saved page in a thread of its own: no page can hold up the editor or use up the memory, whatever is in it. The
 * thread is also what loads jsdom, which takes its time to start.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Failure, fail } from '../checks/finding.ts'
import type { PageText, SavedHtml } from './html-page.ts'

/** Of the processor's time, not of the clock's: on a busy machine an honest page takes many times as long. */
const LIMIT_MS = 20_000
const LOOK_MS = 200
const MEMORY_MB = 1024

/** `name` is how messages call the page. */
export async function readHtml(saved: SavedHtml, name: string, limitMs = LIMIT_MS): Promise<PageText | Failure> {
  const worker = new Worker(new URL('./html-worker.ts', import.meta.url), {
    workerData: saved,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  })
  const tooLong = new AbortController()
  const timer = setInterval(async () => {
    if ((await measureCpu(worker)) > limitMs) tooLong.abort()
  }, LOOK_MS)
  try {
    const [{ page }] = (await once(worker, 'message', { signal: tooLong.signal })) as [{ page: PageText | undefined }]
    if (page === undefined) return fail(`${name} is nested too deeply to read; copy its text into a file`)
    if (page.text === '') return fail(`${name} has no text; if a script writes the page, save it from a browser`)
    return page
  } catch (error) {
    const { name: kind, code } = error as NodeJS.ErrnoException
    if (kind === 'AbortError' || code === 'ERR_WORKER_OUT_OF_MEMORY')
      return fail(`${name} is too long or too tangled to read; copy the article’s text into a file`)
    throw error
  } finally {
    clearInterval(timer)
    await worker.terminate()
  }
}

/** Milliseconds; 0 for a thread that has ended, or has not begun. */
async function measureCpu(worker: Worker): Promise<number> {
  try {
    const { user, system } = await worker.cpuUsage()
    return (user + system) / 1000
  } catch {
    return 0
  }
}
