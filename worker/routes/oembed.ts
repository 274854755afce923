/** `/oembed`: how another site shows a topic that somebody pasted the address of (https://oembed.com, 1.0). */

import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Pointer } from '../../data/releases/records.ts'
import { sha256Hex } from '../../data/sha256.ts'
import type { TopicRow } from '../../data/wire.ts'
import { toFailure } from '../answer.ts'
import type { App } from '../environment.ts'
import { type Failure, respondWithProblem } from '../http/problem.ts'
import { createRepresentation, movingCacheControl, respond } from '../http/response.ts'
import { Routes } from '../http/routes.ts'
import { PARAMETERS } from '../lists/parameters.ts'
import type { Values } from '../lists/query.ts'
import { openStorage } from '../storage/kv.ts'
import { findTopic } from '../storage/release.ts'
import { hasWithdrawals } from '../storage/withdrawal.ts'

const PROVIDER = 'Fact box'
/** In CSS pixels: what a box takes where its host sets no limit. */
const SIZE = { width: 640, height: 480 }
/** Of a topic's share image, in pixels. */
const PICTURE = { width: 1200, height: 630 }
/** A topic's page, its frame, or its record. */
const TOPIC_PATH = /^\/(?:topics|embed|v1\/topics)\/([a-z0-9-]{1,80})\/?$/

export const oembed = new Routes().get('/oembed', async (c) => {
  const { url, format = 'json', maxwidth, maxheight } = (c.get('query') as Values<(typeof PARAMETERS)['/oembed']>) ?? {}
  if (url === undefined) return respondWithProblem(URL_NEEDED, c.req.path)
  if (!FORMATS.includes(format)) return respondWithProblem(UNKNOWN_FORMAT, c.req.path)
  const topic = readTopicId(url, c.env.PUBLIC_ORIGIN)
  if (topic === undefined) return respondWithProblem({ kind: 'not-found', detail: NO_TOPIC }, c.req.path)
  const found = await findTopic(openStorage(c.env), topic)
  if (found.kind !== 'found') return respondWithProblem(toFailure(found, { topic }), c.req.path)
  const embedding = {
    ...describeEmbedding(c, found.pointer.row, {
      width: limit(SIZE.width, maxwidth),
      height: limit(SIZE.height, maxheight),
    }),
    ...(hasPicture(found.pointer, maxwidth, maxheight) && describePicture(`${c.env.PUBLIC_ORIGIN}/v1/topics/${topic}`)),
  }
  const body = format === 'xml' ? formatXml(embedding) : JSON.stringify(embedding)
  const representation = createRepresentation({
    body,
    type: format === 'xml' ? 'text/xml; charset=utf-8' : 'application/json',
    tag: await sha256Hex(body),
    cacheControl: movingCacheControl(c.env.FRESH_SECONDS),
  })
  return respond(c.req.raw, representation, found.stale)
})

const FORMATS = ['json', 'xml']
const NO_TOPIC = 'url is not the address of a topic here.'
const URL_NEEDED: Failure = {
  kind: 'bad-parameters',
  errors: [{ parameter: 'url', detail: 'is needed' }],
  allowed: Object.keys(PARAMETERS['/oembed']),
}
/** 2.3.4.4: 501, so that the consumer tries another. */
const UNKNOWN_FORMAT: Failure = { kind: 'not-implemented', detail: `The formats here are ${FORMATS.join(' and ')}.` }

/** Of either scheme, since a consumer may have an old link. */
function readTopicId(url: string, origin: string): string | undefined {
  const { protocol, host, pathname } = URL.canParse(url) ? new URL(url) : new URL('data:')
  const isOurs = /^https?:$/.test(protocol) && host === new URL(origin).host
  return isOurs ? pathname.match(TOPIC_PATH)?.[1] : undefined
}

function limit(size: number, max: number | undefined): number {
  return max === undefined ? size : Math.min(size, max)
}

/** Only one that fits (2.3.4.1), and is not gone with what was withdrawn. */
function hasPicture({ manifest, withdrawn }: Pointer, maxwidth = PICTURE.width, maxheight = PICTURE.height): boolean {
  const isThere = Object.hasOwn(manifest.files, 'share.png') && !hasWithdrawals(withdrawn)
  return isThere && PICTURE.width <= maxwidth && PICTURE.height <= maxheight
}

function describePicture(record: string): Embedding {
  return {
    thumbnail_url: `${record}/share.png`,
    thumbnail_width: PICTURE.width,
    thumbnail_height: PICTURE.height,
  }
}

type Embedding = Record<string, string | number>

function describeEmbedding(c: Context<App>, { id, name }: TopicRow, { width, height }: typeof SIZE): Embedding {
  const origin = c.env.PUBLIC_ORIGIN
  // As WordPress has it: it shows the quotation until the frame sends its height, and drops the script, which does the same.
  const frame = html`<blockquote class="wp-embedded-content"><a href="${origin}/topics/${id}">${name}</a></blockquote><iframe class="wp-embedded-content" src="${origin}/embed/${id}" title="${name}" width="${width}" height="${height}" loading="lazy" frameborder="0"></iframe><script async src="${origin}/frame.js"></script>`
  return {
    version: '1.0',
    type: 'rich',
    title: name,
    provider_name: PROVIDER,
    provider_url: origin,
    cache_age: c.env.FRESH_SECONDS,
    html: String(frame),
    width,
    height,
  }
}

/** Its values are markup and text: both escaped (oEmbed, 2.3.4.1: the html is not CDATA). */
function formatXml(embedding: Embedding): string {
  const elements = Object.entries(embedding).map(([name, value]) => String(html`<${name}>${value}</${name}>`))
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>${elements.join('')}</oembed>`
}
