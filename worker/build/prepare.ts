/** Everything that the Worker takes in as code of its own: run before it is bundled, by `wrangler` and by the scripts. */
import { fileURLToPath } from 'node:url'
import { writeWidget } from '../../widget/build/bundle.ts'
import { writeReference } from '../openapi/write.ts'
import { writePages } from './bundle-pages.ts'

export async function prepareWorker(): Promise<void> {
  await Promise.all([writeWidget(), writePages(), writeReference()])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await prepareWorker()
