/**
 * Bundles the widget into one classic script of exactly the shape `(function(FACT_BOX){...})()`, without a final
 * newline. As it stands it only defines the element (`/widget.js`); with the trailing `()` replaced by
 * `(<box JSON>)` it is the one-tag script of that topic. Run directly, it writes `.build/`.
 */
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import type { Plugin } from 'esbuild'
import { build } from 'esbuild'

const WIDGET = fileURLToPath(new URL('..', import.meta.url))
const OUTPUT = fileURLToPath(new URL('../../.build/', import.meta.url))
const TARGET = 'es2022'
const OPENING = '(function(FACT_BOX){'
const CLOSING = '})()'

/** The script's text. The same source gives the same bytes. */
export async function bundleWidget(): Promise<string> {
  const bundled = await build({
    entryPoints: [join(WIDGET, 'entry.ts')],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: TARGET,
    charset: 'utf8',
    legalComments: 'none',
    jsx: 'transform',
    jsxFactory: 'h',
    // The bundle takes `h` from Preact wherever there is JSX.
    inject: [createRequire(import.meta.url).resolve('preact')],
    tsconfigRaw: {},
    plugins: [cssAsText],
  })
  const code = bundled.outputFiles[0]?.text.trim() ?? ''
  return OPENING + code + CLOSING
}

/** Style sheets come in as minified text: the element makes constructed style sheets of them. */
const cssAsText: Plugin = {
  name: 'css-as-text',
  setup(widget) {
    widget.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const sheet = await build({ entryPoints: [path], bundle: true, write: false, minify: true, charset: 'utf8' })
      return { contents: sheet.outputFiles[0]?.text.trim() ?? '', loader: 'text' }
    })
  },
}

/** Writes the script, and the module by which the Worker takes it in: its text and the SHA-256 of its bytes. */
export async function writeWidget(): Promise<{ script: string }> {
  const script = await bundleWidget()
  const sha256 = createHash('sha256').update(script).digest('hex')
  await mkdir(OUTPUT, { recursive: true })
  await writeFile(join(OUTPUT, 'widget.js'), script)
  await writeFile(
    join(OUTPUT, 'widget-module.js'),
    `export const SCRIPT = ${JSON.stringify(script)}\nexport const SHA256 = '${sha256}'\n`,
  )
  return { script }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { script } = await writeWidget()
  console.log(
    `.build/widget.js: ${Buffer.byteLength(script)} bytes, ${brotliCompressSync(script).length} with brotli 11`,
  )
}
