/** Static files as responses: text with this origin in it. */
import type { Context } from 'hono'
import { PRIVATE_FOLDER } from './assets.ts'
import type { App } from './env.ts'
import { typeOf } from './http/assets.ts'
import { replaceOrigin } from './http/origin.ts'
import { type Rendered, staticResponse } from './serve.ts'

/** `file` is a name that the build gave, below `folder`; `about` overrides what follows from it. */
export function serveAsset(
  c: Context<App>,
  file: string,
  about: Partial<Rendered> = {},
  folder: string = PRIVATE_FOLDER,
): Promise<Response> {
  return staticResponse(c, async () => {
    const type = typeOf(file)
    const isText = /^text\/|json$|xml$/.test(type.replace(/;.*/, ''))
    const path = `${folder}/${file}`
    const body = await (isText ? c.var.assets.readText(path) : c.var.assets.read(path))
    if (typeof body === 'string') return { body: replaceOrigin(body, type, c.env.PUBLIC_ORIGIN), type, ...about }
    return 'kind' in body ? body : { body, type, ...about }
  })
}
