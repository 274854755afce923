/** Answers that are the same for all readers while this code runs: made once an isolate, each under the tag of its bytes. */
import type { Context } from 'hono'
import { sha256Hex } from '../data/sha256.ts'
import type { App } from './environment.ts'
import { readAsset, readTextAsset, typeOf } from './http/assets.ts'
import { putOrigin } from './http/origin.ts'
import { type Failure, respondWithProblem } from './http/problem.ts'
import { openRepresentations } from './http/representations.ts'
import { createRepresentation, movingCacheControl, type RepresentationOptions, respond } from './http/response.ts'
import { openStorage } from './storage/kv.ts'

/** Kept as what moves with a release is, unless it says otherwise. */
export type Fixed = Pick<RepresentationOptions, 'body' | 'type' | 'headers'> &
  Partial<Pick<RepresentationOptions, 'cacheControl'>>

export async function answerFixed(c: Context<App>, make: () => Fixed | Failure | Promise<Fixed | Failure>) {
  const { fixed } = openRepresentations(openStorage(c.env))
  const known = fixed.last(c.req.path)
  if (known) return respond(c.req.raw, known)
  const made = await make()
  if ('kind' in made) return respondWithProblem(made, c.req.path)
  const { body } = made
  const tag = await sha256Hex(typeof body === 'string' ? body : new Uint8Array(body))
  const representation = createRepresentation({
    cacheControl: movingCacheControl(c.env.FRESH_SECONDS),
    ...made,
    tag,
  })
  fixed.set(c.req.path, representation)
  return respond(c.req.raw, representation)
}

/** A static file as it is; text with our origin in it. `about` replaces what its name says of it. */
export function answerWithAsset(c: Context<App>, file: string, about: Partial<Fixed> = {}): Promise<Response> {
  return answerFixed(c, async () => {
    const type = typeOf(file)
    const isText = /^text\/|json$|xml$/.test(type.replace(/;.*/, ''))
    const body = isText ? await readTextAsset(c.env, file) : await readAsset(c.env, file)
    if (typeof body === 'string') return { body: putOrigin(body, type, c.env.PUBLIC_ORIGIN), type, ...about }
    return 'kind' in body ? body : { body, type, ...about }
  })
}
