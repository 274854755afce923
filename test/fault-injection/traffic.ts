/** The requests of visitors, in the proportions of the list, and the expected responses. */
import type { Random } from './random.ts'
import { ORIGIN, type TopicState } from './service.ts'

export interface Visit {
  kind: string
  path: string
  method: 'GET' | 'HEAD' | 'POST'
  statuses: readonly number[]
  headers: Record<string, string>
  /** What its body contains: one release of a topic, which X-Release names, or at most one of each topic. */
  tells: 'release' | 'nothing' | 'rows'
}

type Draw = (topic: TopicState, random: Random) => Partial<Visit> & Pick<Visit, 'path'>

const PARTS = [
  '',
  '/box',
  '/events',
  '/statements',
  '/articles',
  '/people',
  '.md',
  '.jsonld',
  '/events.csv',
  '/statements.csv',
  '/events.ics',
]
const QUERIES = [
  'events?limit=1',
  'statements?limit=2&status=claimed',
  'statements?q=talks',
  'people?fields=id,name',
  'events?from=2007&include=participants',
]
const MISTAKES = ['__proto__', 'constructor', 'made-up', '..%2Fblob', '%00', 'a'.repeat(300)]

const DRAWS: Record<string, { weight: number; draw: Draw }> = {
  'a part of a topic': {
    weight: 8,
    draw: ({ id }, random) => ({ path: `/v1/topics/${id}${random.pick(PARTS)}`, tells: 'release' }),
  },
  'a filtered list': {
    weight: 4,
    draw: ({ id }, random) => ({ path: `/v1/topics/${id}/${random.pick(QUERIES)}`, tells: 'release' }),
  },
  'an earlier release': {
    weight: 4,
    // An isolate that has not seen the newest release yet would not know it.
    draw: ({ id, latest }, random) => ({
      path: `/v1/topics/${id}/releases/${random.whole(1, Math.max(1, latest - 3))}${random.pick(PARTS)}`,
      tells: 'release',
    }),
  },
  'the script with a box': { weight: 6, draw: ({ id }) => ({ path: `/embed/${id}.js`, tells: 'release' }) },
  'a page': {
    weight: 3,
    draw: ({ id }, random) => ({
      path: random.pick([`/topics/${id}`, `/embed/${id}`, `/topics/${id}/verify`]),
      tells: 'release',
    }),
  },
  'a feed': {
    weight: 2,
    draw: ({ id }, random) => ({ path: `/v1/topics/${id}/feed.${random.pick(['atom', 'json'])}` }),
  },
  'a list across topics': {
    weight: 2,
    draw: (_, random) => ({ path: `/v1/${random.pick(['topics', 'events', 'articles'])}`, tells: 'rows' }),
  },
  'what there is of releases': { weight: 1, draw: ({ id }) => ({ path: `/v1/topics/${id}/releases` }) },
  'how to embed': {
    weight: 1,
    draw: ({ id }) => ({ path: `/oembed?url=${encodeURIComponent(`${ORIGIN}/topics/${id}`)}` }),
  },
  'the widget, or documents': {
    weight: 1,
    draw: (_, random) => ({ path: random.pick(['/widget.js', '/docs', '/v1/openapi.json', '/healthz']) }),
  },
  'what was seen before': {
    weight: 4,
    draw: ({ id }) => ({ path: `/v1/topics/${id}/box`, headers: { 'If-None-Match': '*' }, statuses: [304] }),
  },
  'headers alone': { weight: 1, draw: ({ id }) => ({ path: `/v1/topics/${id}`, method: 'HEAD' }) },
  'a mistake': {
    weight: 2,
    draw: (_, random) => ({ path: `/v1/topics/${random.pick(MISTAKES)}`, statuses: [400, 404] }),
  },
  'a wrong parameter': { weight: 1, draw: ({ id }) => ({ path: `/v1/topics/${id}?colour=red`, statuses: [400] }) },
  'an attempt to write': {
    weight: 1,
    draw: ({ id }) => ({ path: `/v1/topics/${id}`, method: 'POST', statuses: [405] }),
  },
}

const TICKETS = Object.entries(DRAWS).flatMap(([kind, { weight }]) => Array.from({ length: weight }, () => kind))

export function drawVisit(topics: readonly TopicState[], random: Random): Visit {
  const kind = random.pick(TICKETS)
  const drawn = DRAWS[kind]?.draw(random.pick(topics), random)
  return { kind, path: '/', method: 'GET', statuses: [200], headers: {}, tells: 'nothing', ...drawn }
}
