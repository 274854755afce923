/**
 * Reads a saved page in a thread of its own: no page can hold up the editor or use up the memory, whatever is in it. The
 * thread is also what loads jsdom, which takes its time to start.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Failure, fail } from '../failure.ts'
import type { PageText, SavedHtml } from './html-page.ts'

const LIMIT_MS = 45_000
const MEMORY_MB = 1024

/** `name` is how messages call the page. */
export async function readHtml(saved: SavedHtml, name: string, limitMs = LIMIT_MS): Promise<PageText | Failure> {
  const worker = new Worker(new URL('./html-worker.ts', import.meta.url), {
    workerData: saved,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  })
  try {
    const [{ page }] = (await once(worker, 'message', { signal: AbortSignal.timeout(limitMs) })) as [
      { page: PageText | undefined },
    ]
    if (page === undefined) return fail(`${name} is nested too deeply to read; copy its text into a file`)
    if (page.text === '') return fail(`${name} has no text; if a script writes the page, save it from a browser`)
    return page
  } catch (error) {
    const { name: kind, code } = error as NodeJS.ErrnoException
    if (kind === 'AbortError' || code === 'ERR_WORKER_OUT_OF_MEMORY')
      return fail(`${name} is too long or too tangled to read; copy the article’s text into a file`)
    throw error
  } finally {
    await worker.terminate()
  }
}
