import type { Context } from 'hono'
import type { Wanted } from './answer.ts'
import type { App } from './environment.ts'
import { FILES, type FilePath } from './http/formats.ts'
import { describeLinks, type Subject } from './http/links.ts'
import type { CollectionPage } from './lists/collection.ts'

interface About extends Pick<Subject, 'address' | 'schema' | 'query'> {
  /** Whether Accept had a say in it (RFC 9110, 12.5.5). */
  isNegotiated?: boolean
}

/** What a route wants of the topic, and perhaps the release, that its address names. */
export function readWanted(c: Context<App>, path: FilePath, { isNegotiated, ...subject }: About = {}): Wanted {
  const { topic, release } = readNames(c, FILES[path].address)
  return {
    topic,
    path,
    ...(release !== undefined && { release }),
    headers: ({ manifest, entry }, derived) => ({
      ...describeLinks(c.env.PUBLIC_ORIGIN, c.req.path, {
        ...subject,
        manifest,
        entry,
        path,
        release,
        ...('pages' in derived && { pages: derived.pages as CollectionPage['pages'] }),
      }),
      ...(isNegotiated && { Vary: 'Accept' }),
    }),
  }
}

/** A file's suffix, such as `.md`, follows the last of the two. A release that is not a number is one that cannot exist. */
function readNames(c: Context<App>, suffix: string): { topic: string; release: number | undefined } {
  const { topic = '', release } = c.req.param() as { topic?: string; release?: string }
  if (release === undefined) return { topic: dropSuffix(topic, suffix), release }
  const number = dropSuffix(release, suffix)
  return { topic, release: /^[1-9]\d{0,8}$/.test(number) ? Number(number) : 0 }
}

function dropSuffix(name: string, suffix: string): string {
  return suffix.startsWith('.') && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name
}
