/**
 * From a file of a topic's release to an answer. What is made of a file (an item, a script) is made once and kept for as
 * long as readers have that release.
 */
import type { Context } from 'hono'
import type { App } from './environment.ts'
import { createMemo } from './memo.ts'
import { respondWithProblem } from './problem.ts'
import { type Found, findFile } from './release.ts'
import {
  createRepresentation,
  movingCacheControl,
  type Representation,
  type RepresentationOptions,
  respond,
} from './response.ts'
import { openStorage } from './storage.ts'

const MAX_REPRESENTATIONS = 2_000
const representations = createMemo<Representation>(MAX_REPRESENTATIONS, Number.POSITIVE_INFINITY, Date.now)

/** What a file becomes: bytes, their tag and type. Absent when the file does not have what was asked for. */
export type Derived = Pick<RepresentationOptions, 'body' | 'tag' | 'type'> & { isDatedByRelease: boolean }
export type Derive = (found: Found) => Derived | undefined

const asIs: Derive = ({ bytes, entry }) => ({
  body: bytes,
  tag: entry.sha256,
  type: entry.type,
  isDatedByRelease: true,
})

export async function answerFromFile(c: Context<App>, topic: string, path: string, derive = asIs): Promise<Response> {
  const found = await findFile(openStorage(c.env.FACTS, c.env.FRESH_SECONDS * 1000), topic, path)
  switch (found.kind) {
    case 'unknown-topic':
      return respondWithProblem({ kind: 'not-found', detail: `There is no topic ${topic}.` }, c.req.path)
    case 'unknown-file':
      return respondWithProblem({ kind: 'not-found', detail: `This release of ${topic} has no ${path}.` }, c.req.path)
    case 'unavailable':
      return respondWithProblem({ kind: 'unavailable' }, c.req.path)
    case 'found':
      return answer(c, found, derive)
  }
}

function answer(c: Context<App>, found: Found, derive: Derive): Response {
  const key = `${c.req.path} ${found.manifest.release} ${found.since}`
  let representation = representations.last(key)
  if (!representation) {
    const derived = derive(found)
    if (!derived) return respondWithProblem({ kind: 'not-found', detail: 'This release has no such item.' }, c.req.path)
    representation = represent(c, found, derived)
    representations.set(key, representation)
  }
  return respond(c.req.raw, representation, found.stale)
}

function represent(c: Context<App>, found: Found, { isDatedByRelease, ...derived }: Derived): Representation {
  return createRepresentation({
    ...derived,
    cacheControl: movingCacheControl(c.env.FRESH_SECONDS),
    ...(isDatedByRelease ? { modified: found.since } : {}),
    headers: {
      Link: `<${c.env.PUBLIC_ORIGIN}${c.req.path}>; rel="self"`,
      'X-Release': String(found.manifest.release),
    },
  })
}
