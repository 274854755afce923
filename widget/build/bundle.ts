/**
 * Bundles the widget into two classic scripts, the whole one and the one-tag script. Each is a comment for the compiler, and in one
 * line `;(function(ORIGIN,RENDERED){...})();`; `../call-script.ts` writes the arguments. Run directly, it writes `.build/`.
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
const OPENING = '//# allFunctionsCalledOnLoad\n;(function(ORIGIN,RENDERED){try{'
const CLOSING = '}catch(e){console.warn("fact-box:",e)}})();'
/** Placeholder for the digest of the code that contains it. */
const VERSION = '@version'
const VERSION_LENGTH = 8
const SHEET = join(WIDGET, 'styles/fact-box.css')

export interface Widget {
  /** The whole script's text. */
  script: string
  /** The one-tag script's text. */
  tag: string
  /** The same as a module, which exports the element's class. */
  module: string
  /** The style sheet of the shadow root, for HTML without a script. */
  css: string
  /** Identifies this build: a digest of its code. */
  version: string
  /** Of the bytes of the whole script and of the one-tag script, in lower-case hex. */
  sha256: string
  tagSha256: string
}

/** Deterministic: the same source gives the same bytes. */
export async function bundleWidget(): Promise<Widget> {
  const [whole, small] = await Promise.all([
    bundleScript('entry.ts', { RENDERED: 'undefined' }),
    bundleScript('tag.ts', {}),
  ])
  const body = whole.replace(/export\s*\{\s*(\w+) as FactBoxElement\s*\};?$/, 'return $1')
  const version = createHash('sha256').update(body).digest('hex').slice(0, VERSION_LENGTH)
  const script = OPENING + body.replaceAll(VERSION, version) + CLOSING
  const tag = OPENING + small + CLOSING
  return {
    script,
    tag,
    module: toModule(script, 'new URL(import.meta.url).origin'),
    css: await bundleCss(SHEET),
    version,
    sha256: createHash('sha256').update(script).digest('hex'),
    tagSha256: createHash('sha256').update(tag).digest('hex'),
  }
}

async function bundleScript(entry: string, define: Record<string, string>): Promise<string> {
  const bundled = await build({
    entryPoints: [join(WIDGET, entry)],
    bundle: true,
    write: false,
    format: 'esm',
    target: TARGET,
    charset: 'utf8',
    legalComments: 'none',
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { VERSION: JSON.stringify(VERSION), ...define },
    tsconfigRaw: {},
    plugins: [cssAsText],
  })
  return bundled.outputFiles[0]?.text.trim() ?? ''
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
  const { sha256: SHA256, tagSha256: TAG_SHA256, version } = widget
  const constants = { SHA256, INTEGRITY: integrity, TAG_SHA256, VERSION: version }
  await mkdir(OUTPUT, { recursive: true })
  await writeFile(join(OUTPUT, 'widget.js'), widget.script)
  await writeFile(join(OUTPUT, 'tag.js'), widget.tag)
  await writeFile(
    join(OUTPUT, 'widget-module.js'),
    Object.entries(constants)
      .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}\n`)
      .join(''),
  )
  return widget
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { script, tag } = await writeWidget()
  for (const [name, text] of Object.entries({ 'widget.js': script, 'tag.js': tag })) {
    console.log(`.build/${name}: ${Buffer.byteLength(text)} bytes, ${brotliCompressSync(text).length} with brotli 11`)
  }
}
