/** Problems for those who came with a browser, as pages; for all others as problem+json. */
import type { Context } from 'hono'
import type { Problem } from '../../data/wire.ts'
import type { App } from '../environment.ts'
import { addressOf } from '../http/assets.ts'
import { rankTypes } from '../http/negotiation.ts'
import { PAGE_HEADERS } from '../http/policy.ts'
import { type Failure, respondWithProblem } from '../http/problem.ts'
import { renderProblemPage } from '../pages/site/problem.ts'

const JSON_TYPE = 'application/problem+json'
const HTML_TYPE = 'text/html'

export function showFailure(c: Context<App>, failure: Failure): Promise<Response> {
  return showProblem(c, respondWithProblem(failure, c.req.path))
}

/**
 * The answer as it is, unless it is a problem and whoever asked would rather have a page. `frameHeaders` are those of a page
 * in a frame on somebody else's: the problem then stands there, too.
 */
export async function showProblem(
  c: Context<App>,
  response: Response,
  frameHeaders?: Record<string, string>,
): Promise<Response> {
  if (response.headers.get('Content-Type') !== JSON_TYPE) return response
  const [wanted] = rankTypes(c.req.header('Accept'), [JSON_TYPE, HTML_TYPE])
  const headers = new Headers(response.headers)
  headers.append('Vary', 'Accept')
  if (wanted !== HTML_TYPE) return new Response(response.body, { status: response.status, headers })
  const about = {
    origin: c.env.PUBLIC_ORIGIN,
    stylesheet: addressOf('site.css'),
    ...(frameHeaders && { frameScript: addressOf('frame.js') }),
  }
  for (const [name, value] of Object.entries(frameHeaders ?? PAGE_HEADERS)) headers.set(name, value)
  headers.set('Content-Type', `${HTML_TYPE}; charset=utf-8`)
  return new Response(renderProblemPage(await response.json<Problem>(), about), { status: response.status, headers })
}
