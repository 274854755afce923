/** `/embed/{topic}`: only the box, for a frame on any page. */
import type { Context } from 'hono'
import { VERSION } from '../../.build/widget-module.js'
import { buildCard } from '../../data/build/box.ts'
import type { Box, Topic } from '../../data/schema/api.ts'
import type { App } from '../env.ts'
import { addressOf } from '../http/assets.ts'
import type { Failure } from '../http/problem.ts'
import { createPageHeaders } from '../http/security-headers.ts'
import { listTopic, readForPage } from '../lists/collection.ts'
import { suggest } from '../lists/nearest.ts'
import { renderFramePage } from '../pages/frame/FramePage.tsx'
import type { FRAME_PARAMETERS } from '../query/page-parameters.ts'
import { formatQuery, type Values } from '../query/parse.ts'
import { describeError, describeGone, serve } from '../serve.ts'
import { getOwn } from '../store/get-own.ts'
import { hasSafeUrls, isRecord } from '../store/guards.ts'
import { type ResolvedFile, resolveFileOf } from '../store/resolve.ts'
import { loadLanguage } from './language.ts'

const BOX = 'box.json'

/** Allows the frame on any page, also on a cross-origin isolated one (HTML, 7.1.4). */
export const FRAME_HEADERS = {
  ...createPageHeaders({ 'frame-ancestors': '*' }),
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

export function serveFrame(c: Context<App>, topic: string): Promise<Response> {
  const { item, size, theme, lang, sections, release } = (c.get('query') ?? {}) as Values<typeof FRAME_PARAMETERS>
  const request = {
    topic,
    path: item === undefined ? BOX : 'topic.json',
    ...(release !== undefined && { release }),
    query: formatQuery({ item, size, theme, lang, sections, release }),
  }
  return serve(c, request, async (file) => {
    const box = await readBox(c, file, item)
    if ('kind' in box) return box
    const language = await loadLanguage(c, lang)
    if ('kind' in language) return language
    const body = renderFramePage({
      box,
      attributes: { item: box.item, size, theme, lang, sections: sections?.join(' ') },
      source: { origin: c.env.PUBLIC_ORIGIN, version: VERSION, language },
      assets: { stylesheet: addressOf('box.css'), script: addressOf('frame.js') },
    })
    return {
      body,
      type: 'text/html; charset=utf-8',
      headers: { ...FRAME_HEADERS, 'X-Release': String(file.manifest.release) },
    }
  })
}

/** Resolves with the box in `file`; with `item`, `file` must be `topic.json` and the result is that item's box. */
export async function readBox(c: Context<App>, file: ResolvedFile, item: string | undefined): Promise<Box | Failure> {
  return item === undefined ? c.get('storage').blobs.parseCached(file.blob, asBox) : buildItemBox(c, file, item)
}

/**
 * Builds the card of an item, or of the item that replaced it. Like the widget, resolves with the whole box if the item must not be
 * shown alone. `file` is `topic.json`.
 */
export async function buildItemBox(c: Context<App>, file: ResolvedFile, item: string): Promise<Box | Failure> {
  const { ref } = file
  const topic = readForPage(await c.get('storage').blobs.parseCached(file.blob, listTopic))
  const tombstone = getOwn(ref.tombstones.items, item)
  let card = buildCard(topic, item)
  if (card.kind === 'unknown-item' && tombstone?.movedTo !== undefined) card = buildCard(topic, tombstone.movedTo)
  if (card.kind === 'unknown-item')
    return tombstone
      ? describeGone(item, tombstone)
      : { kind: 'not-found', detail: describeNoCard(file.manifest.release, topic, item) }
  return card.kind === 'card' ? card.box : readWholeBox(c, file)
}

function describeNoCard(release: number, { id, statements, events }: Topic, item: string): string {
  const known = [...statements, ...events].map((one) => one.id)
  return `Release ${release} of ${id} has no statement or event ${item}${suggest(item, known)}.`
}

/** Resolves with the box of the release of `file`. */
async function readWholeBox(c: Context<App>, file: ResolvedFile): Promise<Box | Failure> {
  const { ref, manifest } = file
  const storage = c.get('storage')
  const whole = await resolveFileOf(storage, file, BOX, manifest === ref.manifest ? undefined : manifest.release)
  if (whole.kind !== 'resolved') return describeError(whole, { topic: ref.topic, path: BOX })
  return storage.blobs.parseCached(whole.blob, asBox)
}

/** For `parseCached`. @throws {SyntaxError} if it is not a box, or has a URL that must not be in a page */
export function asBox(box: Box): Box {
  if (!isRecord(box) || !hasSafeUrls(box)) throw new SyntaxError('box.json is malformed')
  return box
}
