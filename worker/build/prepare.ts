/**
 * Builds everything that is bundled into the Worker or deployed with it. Run before bundling, by `wrangler` and by the scripts.
 */
import { fileURLToPath } from 'node:url'
import { writeWidget } from '../../widget/build/bundle.ts'
import { writeAssets } from './assets.ts'
import { writeParameters } from './parameters.ts'

export async function prepareWorker(): Promise<void> {
  await Promise.all([writeWidget().then(writeAssets), writeParameters()])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await prepareWorker()
