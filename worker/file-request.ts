/** What a URL under `/v1/topics/{topic}` asks for, and the links that its answer carries. */
import type { Context } from 'hono'
import type { App } from './env.ts'
import { FILES, type FilePath } from './http/formats.ts'
import { describeLinks, type Subject } from './http/links.ts'
import { type FileRequest, renderFile, serve } from './serve.ts'
import type { ResolvedFile } from './store/resolve.ts'

/** The topic, and perhaps the release, that the URL names; `path` is the file that is wanted of it. */
export function parseFileRequest(c: Context<App>, path: FilePath): FileRequest {
  const { topic, release } = parseNames(c, FILES[path].address)
  return { topic, path, ...(release !== undefined && { release }) }
}

/** A file as it is. */
export function serveFile(c: Context<App>, request: FileRequest): Promise<Response> {
  return serve(c, request, async (file) => {
    const rendered = await renderFile(file, request, c.env.PUBLIC_ORIGIN)
    return { ...rendered, headers: { ...rendered.headers, ...describeFile(c, request, file) } }
  })
}

type About = Pick<Subject, 'address' | 'schema' | 'query' | 'pages'>

/** Link, and the headers of Memento where the URL names a release. */
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

/** A file's suffix, such as `.md`, follows the last of the two. */
function parseNames(c: Context<App>, suffix: string): { topic: string; release: number | undefined } {
  const { topic = '', release } = c.req.param() as { topic?: string; release?: string }
  if (release === undefined) return { topic: dropSuffix(topic, suffix), release }
  return { topic, release: parseReleaseNumber(dropSuffix(release, suffix)) }
}

/** What is not a number is 0, which cannot exist. */
export function parseReleaseNumber(text = ''): number {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0
}

function dropSuffix(name: string, suffix: string): string {
  return suffix.startsWith('.') && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name
}
