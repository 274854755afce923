/** The files of a topic, as readers have them now or, under `/releases/{n}`, as a release has them for ever. */
import { type Context, Hono } from 'hono'
import { COLLECTION_NAMES } from '../../data/collections.ts'
import type { Collection } from '../../data/wire.ts'
import { answerFromFile, answerItem, type Derive, type Wanted } from '../answer.ts'
import type { App } from '../environment.ts'
import { describeLinks } from '../links.ts'

/** Grouped, since Hono's matcher would let an alternative end the path. */
const COLLECTION = `:collection{(?:${COLLECTION_NAMES.join('|')})}` as ':collection{name}'

export const files = new Hono<App>()
  .get('/', (c) => answerFromFile(c, readWanted(c, 'topic.json')))
  .get('/box', (c) => answerFromFile(c, readWanted(c, 'box.json')))
  .get(`/${COLLECTION}`, (c) => answerFromFile(c, readWanted(c, `${c.req.param('collection')}.json`)))
  .get(`/${COLLECTION}/:id`, (c) => {
    const { collection, id } = c.req.param()
    return answerItem(c, readWanted(c, `${collection}.json`), id, (found) => deriveItem(found, id))
  })

/** A release that is not a number is one that cannot exist. */
export function readWanted(c: Context<App>, path: string): Wanted {
  const { topic = '', release } = c.req.param() as { topic?: string; release?: string }
  const number = release === undefined ? undefined : /^[1-9]\d{0,8}$/.test(release) ? Number(release) : 0
  return {
    topic,
    path,
    ...(number !== undefined && { release: number }),
    headers: (found) => describeLinks(c.env.PUBLIC_ORIGIN, c.req.path, found, number),
  }
}

const items = new WeakMap<ArrayBuffer, Map<string, unknown>>()

/** An item is served out of its collection's file, and carries that file's tag with its own id. */
function deriveItem({ bytes, entry }: Parameters<Derive>[0], id: string): ReturnType<Derive> {
  const item = readItems(bytes).get(id)
  if (item === undefined) return undefined
  return { body: JSON.stringify(item), tag: `${entry.sha256}-${id}`, type: entry.type, isDatedByRelease: true }
}

function readItems(bytes: ArrayBuffer): Map<string, unknown> {
  let known = items.get(bytes)
  if (!known) {
    const { items: list } = JSON.parse(new TextDecoder().decode(bytes)) as Collection<{ id: string }>
    known = new Map(list.map((item) => [item.id, item]))
    items.set(bytes, known)
  }
  return known
}
