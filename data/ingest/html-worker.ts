/** Reads one saved page in its own thread, which `index.ts` can terminate. */
import { parentPort, workerData } from 'node:worker_threads'
import { extractPage, type SavedHtml } from './html-page.ts'

parentPort?.postMessage({ page: extractPage(workerData as SavedHtml) })
