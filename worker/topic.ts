/** A whole topic: in the format that the address's suffix names, or else in the one that Accept wants most. */
import type { Context } from 'hono'
import { answerFromFile, toFailure } from './answer.ts'
import type { App } from './environment.ts'
import { FILES, TOPIC_FORMATS } from './http/formats.ts'
import { rankTypes } from './http/negotiation.ts'
import { respondWithProblem } from './http/problem.ts'
import { openStorage } from './storage/kv.ts'
import { findFile } from './storage/release.ts'
import { readWanted } from './wanted.ts'

type TopicFormat = (typeof TOPIC_FORMATS)[number]

const SUFFIXED = TOPIC_FORMATS.filter((path) => FILES[path].address !== '')
const BY_TYPE = new Map<string, TopicFormat>(TOPIC_FORMATS.map((path) => [FILES[path].type, path]))
const TYPES = [...BY_TYPE.keys()]

export function answerTopic(c: Context<App>): Promise<Response> {
  const suffixed = SUFFIXED.find((path) => c.req.path.endsWith(FILES[path].address))
  return suffixed ? answerFromFile(c, readWanted(c, suffixed)) : negotiate(c)
}

/** Not every release has every format: the first of those wanted that it has. */
async function negotiate(c: Context<App>): Promise<Response> {
  for (const type of rankTypes(c.req.header('Accept'), TYPES)) {
    const path = BY_TYPE.get(type) ?? 'topic.json'
    const wanted = readWanted(c, path, { isNegotiated: true })
    if (path === 'topic.json' || (await isThere(c, wanted.topic, path, wanted.release)))
      return answerFromFile(c, wanted)
  }
  const { topic, release } = readWanted(c, 'topic.json')
  const found = await findFile(openStorage(c.env), topic, 'topic.json', release)
  if (found.kind !== 'found') return respondWithProblem(toFailure(found, { topic, path: 'topic.json' }), c.req.path)
  const types = TYPES.filter((type) => Object.hasOwn(found.manifest.files, BY_TYPE.get(type) ?? ''))
  return respondWithProblem({ kind: 'not-acceptable', types }, c.req.path)
}

async function isThere(c: Context<App>, topic: string, path: TopicFormat, release?: number): Promise<boolean> {
  return (await findFile(openStorage(c.env), topic, path, release)).kind !== 'unknown-file'
}
