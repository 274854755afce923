/** A topic's files, of the current release or, under `/releases/{n}`, of that release; content negotiation of the whole topic. */
import type { Context } from 'hono'
import type { App } from '../env.ts'
import { dateFile, describeFile, parseFileRequest, serveFile } from '../file-request.ts'
import { FILES, NAMED_FILES, TOPIC_FORMATS } from '../formats.ts'
import { rankTypes } from '../http/accept.ts'
import { DATA_HEADERS } from '../http/response.ts'
import { describeError, fail, serve } from '../serve.ts'
import { resolveFile } from '../store/resolve.ts'
import { collections } from './collections.ts'
import { buildItemBox } from './frame.ts'
import { memento } from './memento.ts'
import { records } from './records.ts'
import { nameRelease, releases } from './releases.ts'
import { oneOf, Routes } from './routes.ts'

type NamedFile = (typeof NAMED_FILES)[number]
type TopicFormat = (typeof TOPIC_FORMATS)[number]

const SUFFIXED = [...TOPIC_FORMATS, 'topic.zip' as const].filter((path) => FILES[path].address !== '')
const BY_TYPE = new Map<string, TopicFormat>(TOPIC_FORMATS.map((path) => [FILES[path].type, path]))
const TYPES = [...BY_TYPE.keys()]

const files = new Routes()
  .get('/', serveTopicFormat)
  .get('/box', (c) => serveFile(c, parseFileRequest(c, 'box.json')))
  .get('/cards/:id', serveCard)
  .get(`/${oneOf('file', NAMED_FILES)}`, (c) => serveFile(c, parseFileRequest(c, c.req.param('file') as NamedFile)))

export const topics = new Routes()
  .use('/:topic/releases/:release/*', nameRelease())
  .group('/:topic', files)
  .group('/:topic', collections)
  .group('/:topic', releases)
  .group('/:topic', memento)
  .group('/:topic', records)
  .group('/:topic/releases/:release', files)
  .group('/:topic/releases/:release', collections)

/** Serves the topic in the format of the URL's suffix or, without one, in the format that Accept prefers. */
function serveTopicFormat(c: Context<App>): Promise<Response> {
  const suffixed = SUFFIXED.find((path) => c.req.path.endsWith(FILES[path].address))
  return suffixed ? serveFile(c, parseFileRequest(c, suffixed)) : negotiate(c)
}

/** Serves the preferred format among those that the release has. */
async function negotiate(c: Context<App>): Promise<Response> {
  const request = parseFileRequest(c, 'topic.json')
  const { topic, release } = request
  const resolve = (path: string) => resolveFile(c.get('storage'), topic, path, release)
  for (const type of rankTypes(c.req.header('Accept'), TYPES)) {
    const path = BY_TYPE.get(type) ?? 'topic.json'
    if (path === 'topic.json' || (await resolve(path)).kind !== 'unknown-file') {
      return serveFile(c, { ...request, path, isNegotiated: true })
    }
  }
  const file = await resolve('topic.json')
  if (file.kind !== 'resolved') return fail(c, describeError(file, request))
  const types = TYPES.filter((type) => Object.hasOwn(file.manifest.files, BY_TYPE.get(type) ?? ''))
  return fail(c, { kind: 'not-acceptable', types })
}

/**
 * Serves one statement or event as a card, built from the topic's record, so no file per item is published. For an item that must
 * not be shown alone, serves the whole box, like the widget.
 */
function serveCard(c: Context<App>): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const request = parseFileRequest(c, 'topic.json')
  return serve(c, request, async (file) => {
    const box = await buildItemBox(c, file, id)
    if ('kind' in box) return box
    // Without `modified`, since it depends on code; a pinned card is cached like pinned data.
    const { cacheControl } = dateFile(file, request.release)
    return {
      body: JSON.stringify(box),
      type: 'application/json',
      ...(cacheControl && { cacheControl }),
      headers: {
        ...DATA_HEADERS,
        'X-Release': String(file.manifest.release),
        ...describeFile(c, request, file, { address: `/cards/${id}`, schema: 'Box' }),
      },
    }
  })
}
