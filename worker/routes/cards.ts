/** One statement or event as a card: cut from the topic's record, so a topic of any size publishes no file per item. */
import type { Context } from 'hono'
import { buildBox } from '../../data/build/box.ts'
import { buildCard } from '../../data/build/box-card.ts'
import { sha256Hex } from '../../data/sha256.ts'
import type { Topic } from '../../data/wire.ts'
import { answerFromFile } from '../answer.ts'
import type { App } from '../environment.ts'
import { readWanted } from '../wanted.ts'

/** What may not stand alone gives the whole box, as does every widget. */
export function answerCard(c: Context<App>): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const wanted = readWanted(c, 'topic.json', { address: `/cards/${id}`, schema: 'Box' })
  return answerFromFile(c, wanted, async (_, file) => {
    const topic = JSON.parse(typeof file === 'string' ? file : new TextDecoder().decode(file)) as Topic
    const card = buildCard(topic, id)
    if (card.kind === 'unknown-item') {
      return { kind: 'not-found', detail: `${topic.id} has no statement or event ${id}.` }
    }
    const body = JSON.stringify(card.kind === 'card' ? card.box : buildBox(topic))
    return { body, tag: await sha256Hex(body), type: 'application/json', isDatedByRelease: false }
  })
}
