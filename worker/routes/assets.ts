/** Static files: what pages load, at hashed addresses, and what has an address of its own. */
import { NAMES } from '../../.build/assets-module.js'
import { FIXED } from '../assets.ts'
import { answerWithAsset } from '../fixed.ts'
import { respondWithProblem } from '../http/problem.ts'
import { IMMUTABLE } from '../http/response.ts'
import { Routes } from '../http/routes.ts'

const HASHED = new Set(Object.values(NAMES))

export const assets = new Routes().get('/assets/:name', (c) => {
  const name = c.req.param('name')
  if (HASHED.has(name)) return answerWithAsset(c, name, { cacheControl: IMMUTABLE })
  return respondWithProblem({ kind: 'not-found', detail: 'There is nothing at this address.' }, c.req.path)
})

for (const address of Object.keys(FIXED)) assets.get(address, (c) => answerWithAsset(c, address.slice(1)))
