/** Static files: what pages load, at hashed addresses, and what has an address of its own. */
import { NAMES } from '../../.build/assets-module.js'
import { FIXED } from '../assets.ts'
import { answerWithAsset } from '../fixed.ts'
import { respondWithProblem } from '../http/problem.ts'
import { IMMUTABLE, NO_STORE, redirect } from '../http/response.ts'
import { Routes } from '../http/routes.ts'

const HASH = /-[0-9a-f]{16}(?=\.\w+$)/

/** Of each file, by its name without the hash. */
const HASHED = new Map(Object.values(NAMES).map((name) => [name.replace(HASH, ''), name]))

export const assets = new Routes().get('/assets/:name', (c) => {
  const name = c.req.param('name')
  const current = HASH.test(name) ? HASHED.get(name.replace(HASH, '')) : undefined
  if (current === name) return answerWithAsset(c, name, { cacheControl: IMMUTABLE })
  // A cache may show a page of an older build, or another version answer for a while: better today's file than none.
  if (current) return redirect(302, `${c.env.PUBLIC_ORIGIN}/assets/${current}`, NO_STORE)
  return respondWithProblem({ kind: 'not-found', detail: 'There is nothing at this address.' }, c.req.path)
})

for (const address of Object.keys(FIXED)) assets.get(address, (c) => answerWithAsset(c, address.slice(1)))
