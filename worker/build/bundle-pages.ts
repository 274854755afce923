/**
 * Bundles what the pages load, and names each file by its content. Run directly, it writes `.build/pages-module.js`, by
 * which the Worker takes them in. The same source gives the same bytes.
 */
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { type BuildOptions, build } from 'esbuild'

const PAGES = fileURLToPath(new URL('../pages/', import.meta.url))
const OUTPUT = fileURLToPath(new URL('../../.build/', import.meta.url))
const NAME_LENGTH = 16

/** A file that a page loads from `/assets/{name}`; `sha256` is the lower-case hex digest of its bytes. */
export interface Asset {
  name: string
  text: string
  sha256: string
}

export interface Pages {
  script: Asset
  style: Asset
  /** Digest of all that pages are made of: the templates, the script and the style sheet. */
  sha256: string
}

export async function bundlePages(): Promise<Pages> {
  const [code, css, ...templates] = await Promise.all([
    bundle('browser/verify.ts', { format: 'esm', target: 'es2022' }),
    bundle('browser/verify.css', {}),
    bundle('verify-page.ts', { format: 'esm', target: 'es2024' }),
    bundle('box-page.ts', { format: 'esm', target: 'es2024' }),
  ])
  const script = nameAsset('verify', 'js', code)
  const style = nameAsset('verify', 'css', css)
  return { script, style, sha256: hash(templates.join('') + script.sha256 + style.sha256) }
}

async function bundle(entry: string, options: BuildOptions): Promise<string> {
  const bundled = await build({
    ...options,
    entryPoints: [join(PAGES, entry)],
    bundle: true,
    write: false,
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    tsconfigRaw: {},
    logLevel: 'silent',
  })
  return bundled.outputFiles?.[0]?.text.trim() ?? ''
}

function nameAsset(name: string, extension: string, text: string): Asset {
  const sha256 = hash(text)
  return { name: `${name}-${sha256.slice(0, NAME_LENGTH)}.${extension}`, text, sha256 }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function formatAsset({ name, text }: Asset): string {
  return JSON.stringify({ name, text })
}

export async function writePages(): Promise<Pages> {
  const pages = await bundlePages()
  await mkdir(OUTPUT, { recursive: true })
  await writeFile(
    join(OUTPUT, 'pages-module.js'),
    `export const VERIFY_SCRIPT = ${formatAsset(pages.script)}
export const VERIFY_STYLE = ${formatAsset(pages.style)}
export const SHA256 = '${pages.sha256}'
`,
  )
  return pages
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { script, style } = await writePages()
  for (const { name, text } of [script, style]) {
    console.log(`${name}: ${Buffer.byteLength(text)} bytes, ${brotliCompressSync(text).length} with brotli 11`)
  }
}
