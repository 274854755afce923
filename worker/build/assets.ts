/**
 * Writes all static files to `.build/assets`, which is deployed with the Worker, and a module with their names for the Worker.
 * Deterministic: the same source gives the same bytes.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Widget } from '../../widget/build/bundle.ts'
import { LANGUAGES } from '../../widget/i18n/languages.ts'
import {
  FIXED,
  LOADED,
  nameLanguageFile,
  nameTagFile,
  nameWidgetFiles,
  PRIVATE_FOLDER,
  PUBLIC_FOLDER,
} from '../assets.ts'
import { COMMON_HEADERS, IMMUTABLE } from '../http/response.ts'
import { createReference, formatReference } from '../openapi/reference.ts'
import { bundleForPages, loadStaticPages } from './bundle.ts'

const WORKER = fileURLToPath(new URL('..', import.meta.url))
const OUTPUT = fileURLToPath(new URL('../../.build/', import.meta.url))
const FOLDER = join(OUTPUT, 'assets')
const HASH_LENGTH = 16
/** Files that are no longer built are kept this long, since a local Worker may still use them. */
const MAX_AGE_MS = 60 * 60 * 1000

type Content = string | Buffer

export async function writeAssets({ script, tag, css, sha256, tagSha256 }: Widget): Promise<void> {
  const loaded = await Promise.all(
    Object.entries(LOADED).map(async ([name, source]) => {
      const content = await readSource(source)
      return { name, file: nameByContent(name, content), content }
    }),
  )
  const widget = nameWidgetFiles(sha256)
  const languages = Object.values(LANGUAGES)
  const names = Object.fromEntries(loaded.map(({ name, file }) => [name, file]))
  const [document, { renderStaticPages }] = await Promise.all([createReference(), loadStaticPages()])
  const publicFiles = Object.fromEntries(loaded.map(({ file, content }) => [file, content]))
  const privateFiles: Record<string, Content> = {
    ...(await readFixed()),
    ...formatReference(document),
    ...renderStaticPages({
      document,
      stylesheet: `/assets/${names['site.css']}`,
      docsScript: `/assets/${names['docs.js']}`,
    }),
    [widget.script]: script,
    [widget.sheet]: css,
    [nameTagFile(tagSha256)]: tag,
    ...Object.fromEntries(languages.map((language) => [nameLanguageFile(language.lang), JSON.stringify(language)])),
  }
  const files: Record<string, Content> = {
    ...placeIn(PUBLIC_FOLDER, publicFiles),
    ...placeIn(PRIVATE_FOLDER, privateFiles),
    _headers: formatHeaders(`/${PUBLIC_FOLDER}/*`, {
      ...COMMON_HEADERS,
      'Cache-Control': IMMUTABLE,
      Vary: 'Accept-Encoding',
    }),
  }
  await Promise.all(Object.entries(files).map(([file, content]) => replaceFile(join(FOLDER, file), content)))
  const ownNames = languages.map(({ lang, ownName }) => [lang, ownName])
  await replaceFile(
    join(OUTPUT, 'assets-module.js'),
    `export const NAMES = ${JSON.stringify(names)}\nexport const LANGUAGE_NAMES = ${JSON.stringify(ownNames)}\n`,
  )
  await dropOthers(new Set(Object.keys(files)))
}

function placeIn(folder: string, files: Record<string, Content>): Record<string, Content> {
  return Object.fromEntries(Object.entries(files).map(([file, content]) => [`${folder}/${file}`, content]))
}

/** Returns the `_headers` file of Workers static assets, which serve the public folder without the Worker. */
function formatHeaders(path: string, headers: Record<string, string>): string {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`)
  return `${path}\n${lines.join('')}`
}

async function readFixed(): Promise<Record<string, Content>> {
  const files = Object.entries(FIXED).map(async ([address, source]) => [address.slice(1), await readSource(source)])
  return Object.fromEntries(await Promise.all(files))
}

async function readSource(source: string): Promise<Content> {
  if (/\.(?:tsx?|css)$/.test(source)) return bundleForPages(source)
  const content = await readFile(join(WORKER, source))
  if (!source.endsWith('security.txt')) return content
  return content
    .toString()
    .replace('CONTACT', await readSecurityContact())
    .replace('EXPIRES', findExpiry(new Date()))
}

/** Reads `bugs.email` of package.json: the contact for vulnerability reports. */
export async function readSecurityContact(): Promise<string> {
  const { bugs } = JSON.parse(await readFile(join(WORKER, '../package.json'), 'utf8')) as { bugs: { email: string } }
  return bugs.email
}

/** Returns a date eleven months ahead, since RFC 9116 recommends less than a year; the same for all builds of a month. */
export function findExpiry(now: Date): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 11, 1)).toISOString().replace('.000', '')
}

function nameByContent(name: string, content: Content): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, HASH_LENGTH)
  return name.replace(/(?=\.\w+$)/, `-${hash}`)
}

/** Replaces the file atomically, since another process may be reading it. */
async function replaceFile(path: string, content: Content): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const written = join(OUTPUT, `${createHash('sha256').update(path).digest('hex')}.${process.pid}`)
  await writeFile(written, content)
  await rename(written, path)
}

async function dropOthers(kept: Set<string>): Promise<void> {
  for (const entry of await readdir(FOLDER, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || kept.has(path.slice(FOLDER.length + 1))) continue
    const { mtimeMs } = await stat(path)
    const isElsewhere = entry.parentPath === FOLDER
    if (isElsewhere || Date.now() - mtimeMs > MAX_AGE_MS) await rm(path, { force: true })
  }
}
