/** One statement or event as a card: cut from the topic's record, so a topic of any size publishes no file per item. */
import type { Context } from 'hono'
import type { App } from '../env.ts'
import { describeFile, parseFileRequest } from '../file-request.ts'
import { DATA_HEADERS } from '../http/response.ts'
import { dateFile, serve } from '../serve.ts'
import { buildItemBox } from './frame.ts'

/** What must not be shown alone gives the whole box, as every widget does. */
export function serveCard(c: Context<App>): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const request = parseFileRequest(c, 'topic.json')
  return serve(c, request, async (file) => {
    const box = await buildItemBox(c, file, id)
    if ('kind' in box) return box
    // Built by code, so no release dates it; a pinned one is cached as pinned data are.
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
