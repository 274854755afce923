/** Static files as responses: text with this origin in it. */
import type { Context } from 'hono'
import type { App } from './env.ts'
import { typeOf } from './http/assets.ts'
import { replaceOrigin } from './http/origin.ts'
import { type Rendered, staticResponse } from './serve.ts'

/** `file` is a name that the build gave; `about` overrides what follows from it. */
export function serveAsset(c: Context<App>, file: string, about: Partial<Rendered> = {}): Promise<Response> {
  return staticResponse(c, async () => {
    const type = typeOf(file)
    const isText = /^text\/|json$|xml$/.test(type.replace(/;.*/, ''))
    const body = await (isText ? c.var.assets.readText(file) : c.var.assets.read(file))
    if (typeof body === 'string') return { body: replaceOrigin(body, type, c.env.PUBLIC_ORIGIN), type, ...about }
    return 'kind' in body ? body : { body, type, ...about }
  })
}
