import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const WORKER = fileURLToPath(new URL('..', import.meta.url))

/** A page's script or style sheet with all that it imports, minified. The same source gives the same text. */
export async function bundleForPages(source: string): Promise<string> {
  const bundled = await build({
    entryPoints: [WORKER + source],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: source.endsWith('.css') ? [] : 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    tsconfigRaw: {},
    logLevel: 'silent',
  })
  return bundled.outputFiles[0]?.text.trim() ?? ''
}
