/** `/oembed`: how another site shows a topic that somebody pasted the address of (https://oembed.com, 1.0). */

import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Box } from '../../data/schema/api.ts'
import type { Manifest } from '../../data/store/records.ts'
import type { App } from '../env.ts'
import type { Failure } from '../http/problem.ts'
import { DATA_HEADERS } from '../http/response.ts'
import { Routes } from '../http/routes.ts'
import { PARAMETERS } from '../query/parameters.ts'
import { formatQuery, type Values } from '../query/parse.ts'
import { fail, serve } from '../serve.ts'
import { asBox } from './frame.ts'

const PROVIDER = 'Fact box'
/** In CSS pixels: what a box takes where its host sets no limit. */
const SIZE = { width: 640, height: 480 }
/** Of a topic's share image, in pixels. */
const PICTURE = { width: 1200, height: 630 }
/** A topic's page, its frame, or its record. */
const TOPIC_PATH = /^\/(?:topics|embed|v1\/topics)\/([a-z0-9-]{1,80})\/?$/

export const oembed = new Routes().get('/oembed', (c) => {
  const query = (c.get('query') ?? {}) as Values<(typeof PARAMETERS)['/oembed']>
  const { url, format = 'json', maxwidth, maxheight } = query
  if (url === undefined) return fail(c, URL_NEEDED)
  if (!FORMATS.includes(format)) return fail(c, UNKNOWN_FORMAT)
  const topic = readTopicId(url, c.env.PUBLIC_ORIGIN)
  if (topic === undefined) return fail(c, { kind: 'not-found', detail: NO_TOPIC })
  return serve(c, { topic, path: 'box.json', query: formatQuery(query) }, ({ blob, manifest }) => {
    const size = { width: limit(SIZE.width, maxwidth), height: limit(SIZE.height, maxheight) }
    const embedding = {
      ...describeEmbedding(c, c.var.storage.blobs.parseCached(blob, asBox), size),
      ...(hasPicture(manifest, maxwidth, maxheight) && describePicture(`${c.env.PUBLIC_ORIGIN}/v1/topics/${topic}`)),
    }
    return {
      body: format === 'xml' ? formatXml(embedding) : JSON.stringify(embedding),
      type: format === 'xml' ? 'text/xml; charset=utf-8' : 'application/json',
      headers: DATA_HEADERS,
    }
  })
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

/** Only one that fits (2.3.4.1). */
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

function describeEmbedding(c: Context<App>, { topic: id, name }: Box, { width, height }: typeof SIZE): Embedding {
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
