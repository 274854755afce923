/** Parses URLs under `/v1/topics/{topic}` into file requests, and renders files with their links, dates and tags. */
import type { Context } from 'hono'
import { CODE } from '../.build/parameters-module.js'
import { mediaTypeOf } from '../data/build/release-file.ts'
import { sha256Hex } from '../data/citations/sha256.ts'
import type { App } from './env.ts'
import { FILES, type FilePath } from './formats.ts'
import { describeLinks, type Subject } from './http/links.ts'
import { replaceOrigin } from './http/origin.ts'
import { DATA_HEADERS, PINNED } from './http/response.ts'
import { type FileRequest, type Rendered, serve } from './serve.ts'
import type { ResolvedFile } from './store/resolve.ts'

const TAG_LENGTH = 16

/** Reads the topic and, if the URL names one, the release; `path` is the requested file in it. */
export function parseFileRequest(c: Context<App>, path: FilePath): FileRequest {
  const { topic, release } = parseNames(c, FILES[path].address)
  return { topic, path, ...(release !== undefined && { release }) }
}

/** Serves a file unchanged. */
export function serveFile(c: Context<App>, request: FileRequest): Promise<Response> {
  return serve(c, request, async (file) => {
    const rendered = await renderFile(file, request, c.env.PUBLIC_ORIGIN)
    return { ...rendered, headers: { ...rendered.headers, ...describeFile(c, request, file) } }
  })
}

type About = Pick<Subject, 'address' | 'schema' | 'query' | 'pages'>

/** Returns Link, and the headers of Memento (RFC 7089) if the URL names a release. */
export function describeFile(
  c: Context<App>,
  { path, release, isNegotiated }: FileRequest,
  { manifest }: Pick<ResolvedFile, 'manifest'>,
  about: About = {},
): Record<string, string> {
  return {
    ...describeLinks(c.env.PUBLIC_ORIGIN, c.req.path, { ...about, manifest, path, release }),
    ...(isNegotiated && { Vary: 'Accept' }),
  }
}

/** A file's suffix, such as `.md`, follows the last of the two names. */
function parseNames(c: Context<App>, suffix: string): { topic: string; release: number | undefined } {
  const topic = c.req.param('topic') ?? ''
  const release = c.req.param('release')
  if (release === undefined) return { topic: dropSuffix(topic, suffix), release }
  return { topic, release: parseReleaseNumber(dropSuffix(release, suffix)) }
}

/** Returns 0, a release that cannot exist, for text that is not a number. */
export function parseReleaseNumber(text = ''): number {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0
}

function dropSuffix(name: string, suffix: string): string {
  return suffix.startsWith('.') && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name
}

/** Renders the file. Inserts the origin into `text/…`, `…+json` and `…+xml`; the tag then depends on the origin too. */
async function renderFile(
  { ref, manifest, entry, blob }: ResolvedFile,
  { path, release }: Pick<FileRequest, 'path' | 'release'>,
  origin: string,
): Promise<Rendered> {
  const type = mediaTypeOf(path)
  const common = {
    type,
    ...dateFile({ ref, manifest }, release),
    headers: { ...DATA_HEADERS, 'X-Release': String(manifest.release) },
  }
  if (!isText(type)) return { ...common, body: blob.bytes, tag: entry.sha256 }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(blob.bytes)
  const tag = `${entry.sha256}-${await digestShort(origin)}`
  return { ...common, body: replaceOrigin(text, type, origin), tag }
}

/** Digests by text: of the origin, and of the widget's languages. */
const digests = new Map<string, string>()

/** Returns the first 16 hex digits of the text's SHA-256. Cached without a bound, so only for a small set of texts. */
function digestShort(text: string): string | Promise<string> {
  return digests.get(text) ?? makeDigest(text)
}

async function makeDigest(text: string): Promise<string> {
  const digest = (await sha256Hex(text)).slice(0, TAG_LENGTH)
  digests.set(text, digest)
  return digest
}

/**
 * Returns a tag for content that code derives from a file; unique among all versions of one URL. `parts` are the other inputs.
 * Digesting the body instead would take as long as rendering it.
 */
export async function tagMade({ entry }: Pick<ResolvedFile, 'entry'>, origin: string, parts: (number | string)[] = []) {
  return [entry.sha256.slice(0, 2 * TAG_LENGTH), CODE, await digestShort(origin), ...parts].join('-')
}

/** Returns when the content changed, and how long clients may keep it. */
export function dateFile(
  { ref, manifest }: Pick<ResolvedFile, 'ref' | 'manifest'>,
  release: number | undefined,
): Pick<Rendered, 'modified' | 'cacheControl'> {
  if (release === undefined) return { modified: ref.updated }
  return { modified: manifest.redacted ?? manifest.published, cacheControl: PINNED }
}

function isText(type: string): boolean {
  return type.startsWith('text/') || /\+(?:json|xml)\b/.test(type)
}
