/** Everything that the Worker takes in or has beside it: run before it is bundled, by `wrangler` and by the scripts. */
import { fileURLToPath } from 'node:url'
import { writeWidget } from '../../widget/build/bundle.ts'
import { writeAssets } from './assets.ts'

export async function prepareWorker(): Promise<void> {
  await writeAssets(await writeWidget())
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await prepareWorker()
