/** The files of a topic, as readers have them now or, under `/releases/{n}`, as a release has them for ever. */

import { COLLECTION_NAMES } from '../../data/collections.ts'
import { answerFromFile } from '../answer.ts'
import { ITEM_SCHEMAS, NAMED_FILES } from '../http/formats.ts'
import { Routes } from '../http/routes.ts'
import { answerItem } from '../item.ts'
import { answerTopic } from '../topic.ts'
import { readWanted } from '../wanted.ts'
import { answerCard } from './cards.ts'
import { answerCollection } from './collections.ts'

export const files = new Routes()
  .get('/', answerTopic)
  .get('/box', (c) => answerFromFile(c, readWanted(c, 'box.json')))
  .get('/cards/:id', answerCard)

// A route for each, since each takes parameters of its own; and Hono's fast router knows no alternatives.
for (const name of COLLECTION_NAMES) {
  files.get(`/${name}`, (c) => answerCollection(c, name))
  files.get(`/${name}/:id`, (c) => {
    const id = c.req.param('id') ?? ''
    const about = { address: `/${name}/${id}`, schema: ITEM_SCHEMAS[name] }
    return answerItem(c, readWanted(c, `${name}.json`, about), name, id)
  })
}
for (const path of NAMED_FILES) files.get(`/${path}`, (c) => answerFromFile(c, readWanted(c, path)))
