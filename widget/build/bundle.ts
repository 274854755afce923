/**
 * Bundles the widget into one classic script: a comment line for the JavaScript compiler, then one line
 * `;(function(FACT_BOX,ORIGIN,LANGUAGE){...})();`. Without arguments it only defines the element; `../call-script.ts` passes a box,
 * an origin and a language. Run directly, it writes to `.build/`.
 */
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import type { Plugin } from 'esbuild'
import { build } from 'esbuild'
import { toModule } from '../call-script.ts'

const WIDGET = fileURLToPath(new URL('..', import.meta.url))
const OUTPUT = fileURLToPath(new URL('../../.build/', import.meta.url))
const TARGET = 'es2022'
/**
 * The first line lets Chromium compile all functions off the main thread while the script loads; other engines ignore it. A
 * semicolon at both ends, for scripts that are concatenated. The `try` catches every error, in any engine and document.
 */
const OPENING = '//# allFunctionsCalledOnLoad\n;(function(FACT_BOX,ORIGIN,LANGUAGE){try{'
const CLOSING = '}catch(e){console.warn("fact-box:",e)}})();'
/** Placeholder for the digest of the code that contains it. */
const VERSION = '@version'
const VERSION_LENGTH = 8
const SHEET = join(WIDGET, 'styles/fact-box.css')

export interface Widget {
  /** The script's text. */
  script: string
  /** The same code as a module that exports the element's class. */
  module: string
  /** The style sheet of the shadow root, for HTML without a script. */
  css: string
  /** Identifies this build: a digest of its code. */
  version: string
  /** Digest of the script's bytes, in lower-case hex. */
  sha256: string
}

/** Deterministic: the same source gives the same bytes. */
export async function bundleWidget(): Promise<Widget> {
  const bundled = await build({
    entryPoints: [join(WIDGET, 'entry.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: TARGET,
    charset: 'utf8',
    legalComments: 'none',
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { VERSION: JSON.stringify(VERSION) },
    tsconfigRaw: {},
    plugins: [cssAsText],
  })
  const code = bundled.outputFiles[0]?.text.trim() ?? ''
  const body = code.replace(/export\s*\{\s*(\w+) as FactBoxElement\s*\};?$/, 'return $1')
  const version = createHash('sha256').update(body).digest('hex').slice(0, VERSION_LENGTH)
  const script = OPENING + body.replaceAll(VERSION, version) + CLOSING
  return {
    script,
    module: toModule(script, 'new URL(import.meta.url).origin'),
    css: await bundleCss(SHEET),
    version,
    sha256: createHash('sha256').update(script).digest('hex'),
  }
}

/** Imports style sheets as minified text, for constructed style sheets. */
const cssAsText: Plugin = {
  name: 'css-as-text',
  setup(widget) {
    widget.onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await bundleCss(path), loader: 'text' }))
  },
}

/** Spaces after colons and commas and around slashes, which esbuild keeps in values. Safe to remove: no string contains them. */
const SPARE_SPACES = /(?<=[:,]) | (?=\/)|(?<=\/) /g

async function bundleCss(path: string): Promise<string> {
  const sheet = await build({ entryPoints: [path], bundle: true, write: false, minify: true, charset: 'utf8' })
  return sheet.outputFiles[0]?.text.trim().replace(SPARE_SPACES, '') ?? ''
}

/** Writes the script, and the module with its digests that the Worker imports instead of the text. */
export async function writeWidget(): Promise<Widget> {
  const widget = await bundleWidget()
  const integrity = `sha384-${createHash('sha384').update(widget.script).digest('base64')}`
  const constants = { SHA256: widget.sha256, INTEGRITY: integrity, VERSION: widget.version }
  await mkdir(OUTPUT, { recursive: true })
  await writeFile(join(OUTPUT, 'widget.js'), widget.script)
  await writeFile(
    join(OUTPUT, 'widget-module.js'),
    Object.entries(constants)
      .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}\n`)
      .join(''),
  )
  return widget
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { script } = await writeWidget()
  console.log(
    `.build/widget.js: ${Buffer.byteLength(script)} bytes, ${brotliCompressSync(script).length} with brotli 11`,
  )
}
