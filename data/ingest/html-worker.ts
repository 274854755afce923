/** Reads one saved page in a thread of its own, which `index.ts` can end. */
import { parentPort, workerData } from 'node:worker_threads'
import { extractPage, type SavedHtml } from './html-page.ts'

parentPort?.postMessage({ page: extractPage(workerData as SavedHtml) })
