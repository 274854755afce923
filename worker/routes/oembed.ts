/** `/oembed`: how another site embeds a topic whose URL a user pasted (https://oembed.com, 1.0). */

import type { Context } from 'hono'
import type { Box } from '../../data/schema/api.ts'
import type { Manifest } from '../../data/store/records.ts'
import type { App } from '../env.ts'
import type { Failure } from '../http/problem.ts'
import { DATA_HEADERS } from '../http/response.ts'
import { renderEmbedding, renderEmbeddingXml } from '../pages/frame/FramePage.tsx'
import type { FRAME_PARAMETERS, OEMBED_PARAMETERS } from '../query/page-parameters.ts'
import { formatQuery, keepKnown, type Values } from '../query/parse.ts'
import { findRouteQuery, listMissing } from '../query/route-query.ts'
import { fail, serve } from '../serve.ts'
import { readBox } from './frame.ts'
import { Routes } from './routes.ts'

const PROVIDER = 'Fact box'
/** Size of a box in CSS pixels if its host sets no limit. */
const SIZE = { width: 640, height: 480 }
/** Size of a topic's share image, in pixels. */
const PICTURE = { width: 1200, height: 630 }
/** Path of a topic's page, frame or record, or short URL of an item. */
const PATH = /^\/(?:(?:topics|embed|v1\/topics)\/([a-z0-9-]{1,80})|topics\/([a-z0-9-]{1,80})\/([a-z0-9-]{1,80}))\/?$/

export const oembed = new Routes()
  .get('/oembed', serveEmbedding)
  // No redirect, since some consumers do not follow redirects.
  .get('/oembed/', serveEmbedding)

function serveEmbedding(c: Context<App>): Promise<Response> | Response {
  const query = (c.get('query') ?? {}) as Values<typeof OEMBED_PARAMETERS>
  const { url, format = 'json', maxwidth, maxheight, lang, theme, size } = query
  if (url === undefined) return fail(c, { kind: 'bad-parameters', errors: listMissing(c.req.path) })
  if (!FORMATS.includes(format)) return fail(c, UNKNOWN_FORMAT)
  const { topic, frame } = readAddress(url, c.env.PUBLIC_ORIGIN)
  if (topic === undefined)
    return fail(c, {
      kind: 'not-found',
      detail: `\`url\` must be the URL of a topic on this site, such as ${c.env.PUBLIC_ORIGIN}/topics/{topic}.`,
    })
  const { item, release } = frame
  const path = item === undefined ? 'box.json' : 'topic.json'
  const request = { topic, path, ...(release !== undefined && { release }), query: formatQuery(query) }
  return serve(c, request, async (file) => {
    const box = await readBox(c, file, item)
    if ('kind' in box) return box
    const limits = { width: limit(SIZE.width, maxwidth), height: limit(SIZE.height, maxheight) }
    const choices = { ...frame, ...(lang && { lang }), ...(theme && { theme }), ...(size && { size }) }
    const embedding = {
      ...(await describeEmbedding(c, box, limits, choices)),
      ...(hasPicture(file.manifest, maxwidth, maxheight) &&
        describePicture(`${c.env.PUBLIC_ORIGIN}/v1/topics/${topic}`)),
    }
    return {
      body: format === 'xml' ? renderEmbeddingXml(embedding) : JSON.stringify(embedding),
      type: format === 'xml' ? 'text/xml; charset=utf-8' : 'application/json',
      headers: DATA_HEADERS,
    }
  })
}

const FORMATS = ['json', 'xml']
/** 501 (2.3.4.4), so that the consumer tries another format. */
const UNKNOWN_FORMAT: Failure = { kind: 'not-implemented', detail: `\`format\` must be ${FORMATS.join(' or ')}.` }

interface Address {
  topic?: string | undefined
  /** Options from the URL of a frame or an item. */
  frame: Values<typeof FRAME_PARAMETERS>
}

/** Parses a URL of this service. Accepts http and https, since a consumer may have an old link. */
function readAddress(url: string, origin: string): Address {
  const { protocol, host, pathname, search } = URL.canParse(url) ? new URL(url) : new URL('data:')
  const isOurs = /^https?:$/.test(protocol) && host === new URL(origin).host
  const [, topic, parent, item] = (isOurs && pathname.match(PATH)) || []
  if (item !== undefined) return { topic: parent, frame: { item } }
  return { topic, frame: pathname.startsWith('/embed/') ? keepKnown(search, findRouteQuery(pathname).rules) : {} }
}

function limit(size: number, max: number | undefined): number {
  return max === undefined ? size : Math.min(size, max)
}

/** Whether the release has a picture that is within the limits (2.3.4.1). */
function hasPicture({ files }: Manifest, maxwidth = PICTURE.width, maxheight = PICTURE.height): boolean {
  return Object.hasOwn(files, 'share.png') && PICTURE.width <= maxwidth && PICTURE.height <= maxheight
}

function describePicture(record: string): Embedding {
  return {
    thumbnail_url: `${record}/share.png`,
    thumbnail_width: PICTURE.width,
    thumbnail_height: PICTURE.height,
  }
}

type Embedding = Record<string, string | number>

/** Describes the frame; `choices` are its options. Without `item` in the box, the whole box. */
async function describeEmbedding(
  c: Context<App>,
  { topic, item, name }: Box,
  { width, height }: typeof SIZE,
  choices: Values,
): Promise<Embedding> {
  const origin = c.env.PUBLIC_ORIGIN
  const html = renderEmbedding({
    origin,
    name,
    page: `${origin}/topics/${topic}${item ? `/${item}` : ''}`,
    frame: `/embed/${topic}${formatQuery({ ...choices, item })}`,
    width,
    height,
  })
  return {
    version: '1.0',
    type: 'rich',
    title: name,
    provider_name: PROVIDER,
    provider_url: origin,
    cache_age: c.env.FRESH_SECONDS,
    html,
    width,
    height,
  }
}
