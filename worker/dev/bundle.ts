import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { prepareWorker } from '../build/prepare.ts'

const ENTRY = new URL('../index.ts', import.meta.url)

/** Bundles the Worker into one module with the current widget and pages, as `wrangler deploy` does. */
export async function bundleWorker(entry: URL = ENTRY): Promise<string> {
  await prepareWorker()
  const bundled = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    external: ['cloudflare:workers'],
    conditions: ['workerd', 'worker', 'browser'],
    logLevel: 'silent',
  })
  return bundled.outputFiles[0]?.text ?? ''
}
