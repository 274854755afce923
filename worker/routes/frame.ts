/** `/embed/{topic}`: the box alone, in a frame that may be on any page. */
import type { Context } from 'hono'
import type { Box } from '../../data/schema/api.ts'
import type { App } from '../env.ts'
import { addressOf } from '../http/assets.ts'
import { createPageHeaders } from '../http/security-headers.ts'
import type { FRAME_PARAMETERS } from '../query/parameters.ts'
import { formatQuery, type Values } from '../query/parse.ts'
import { serve } from '../serve.ts'
import { hasSafeUrls, isRecord } from '../store/guards.ts'

/** A frame may be on any page, also on one that is isolated from other origins (HTML, 7.1.4). */
export const FRAME_HEADERS = {
  ...createPageHeaders({ 'frame-ancestors': '*' }),
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

export function serveFrame(c: Context<App>, topic: string): Promise<Response> {
  const { size, theme, lang, sections, release } = (c.get('query') ?? {}) as Values<typeof FRAME_PARAMETERS>
  const request = {
    topic,
    path: 'box.json',
    ...(release !== undefined && { release }),
    query: formatQuery({ size, theme, lang, sections, release }),
  }
  return serve(c, request, async ({ blob, manifest }) => {
    const { renderFrame } = await import('../pages/frame/page.ts')
    const body = renderFrame({
      box: c.var.storage.blobs.parseCached(blob, asBox),
      attributes: { size, theme, lang, sections: sections?.join(' ') },
      origin: c.env.PUBLIC_ORIGIN,
      stylesheet: addressOf('box.css'),
      script: addressOf('frame.js'),
    })
    return {
      body,
      type: 'text/html; charset=utf-8',
      headers: { ...FRAME_HEADERS, 'X-Release': String(manifest.release) },
    }
  })
}

/** For `parseCached`. @throws {SyntaxError} for what is no box, or has a URL that must not be in a page */
export function asBox(box: Box): Box {
  if (!isRecord(box) || !hasSafeUrls(box)) throw new SyntaxError('box.json is malformed')
  return box
}
