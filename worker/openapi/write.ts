/**
 * The reference: the OpenAPI document, and what the page made of it loads. The Worker takes them in as modules;
 * `.build/openapi.json` is for tools. The same source and content give the same bytes.
 */
import { createHash } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type BuildOptions, build } from 'esbuild'
import { renderDocsPage } from '../pages/docs/page.ts'
import { createDocument } from './document.ts'
import { readExamples } from './examples.ts'

const BROWSER = fileURLToPath(new URL('../pages/docs/browser/', import.meta.url))
const OUTPUT = fileURLToPath(new URL('../../.build/', import.meta.url))
const NAME_LENGTH = 16

/** A file that the page loads from `/assets/{name}`. */
interface Asset {
  name: string
  text: string
  sha256: string
}

/** `page` is only hashed: the Worker renders it by itself, which takes less room than the page. */
export interface Reference {
  document: string
  page: string
  style: Asset
  script: Asset
}

export async function createReference(): Promise<Reference> {
  const document = createDocument(await readExamples())
  const [script, style] = await Promise.all([
    bundle('docs.ts', { format: 'esm', target: 'es2022' }),
    bundle('docs.css', {}),
  ])
  const page = renderDocsPage({ document, stylesheet: `/assets/${style.name}`, script: `/assets/${script.name}` })
  return { document: JSON.stringify(document), page, style, script }
}

export async function writeReference(): Promise<Reference> {
  const reference = await createReference()
  await mkdir(OUTPUT, { recursive: true })
  await Promise.all(
    Object.entries(formatModules(reference)).map(([name, text]) => replaceFile(join(OUTPUT, name), text)),
  )
  return reference
}

/** At once, since somebody may be reading it. */
async function replaceFile(path: string, text: string): Promise<void> {
  const written = `${path}.${process.pid}`
  await writeFile(written, text)
  await rename(written, path)
}

function formatModules({ document, page, style, script }: Reference): Record<string, string> {
  return {
    'openapi.json': document,
    'openapi-module.js': `export const DOCUMENT = ${JSON.stringify(document)}\nexport const SHA256 = '${hash(document)}'\n`,
    'docs-module.js': `export const DOCS_STYLE = ${formatAsset(style)}
export const DOCS_SCRIPT = ${formatAsset(script)}
export const SHA256 = '${hash(page)}'
`,
  }
}

function formatAsset({ name, text }: Asset): string {
  return JSON.stringify({ name, text })
}

async function bundle(entry: string, options: BuildOptions): Promise<Asset> {
  const bundled = await build({
    ...options,
    entryPoints: [join(BROWSER, entry)],
    bundle: true,
    write: false,
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    tsconfigRaw: {},
    logLevel: 'silent',
  })
  const text = bundled.outputFiles?.[0]?.text.trim() ?? ''
  const sha256 = hash(text)
  const [name, extension] = entry.replace(/ts$/, 'js').split('.')
  return { name: `${name}-${sha256.slice(0, NAME_LENGTH)}.${extension}`, text, sha256 }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(formatModules(await writeReference()))) {
    console.log(`.build/${name}: ${Buffer.byteLength(text)} bytes, ${gzipSync(text, { level: 9 }).length} with gzip`)
  }
}
