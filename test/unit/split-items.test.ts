/** Items cut out of a collection’s text equal the items that parsing it gives. */
import { toJsonSchema } from '@valibot/to-json-schema'
import { describe, expect, it } from 'vitest'
import { buildRelease } from '../../data/build/index.ts'
import type { Collection } from '../../data/schema/api.ts'
import { COLLECTION_NAMES } from '../../data/schema/collections.ts'
import { Article, Correction, Event, Party, Statement } from '../../data/schema/entities.ts'
import type { Item } from '../../worker/lists/filter.ts'
import { encodeItem, splitItems } from '../../worker/lists/item.ts'
import { readAuthored } from './real-topic.ts'

const NOW = '2026-11-02T12:00:00Z'
const HOSTILE = '"},{"id":"forged","name":"\\"]}'
const authored = readAuthored()
const events = authored.events.map((event) => ({ ...event, name: `${HOSTILE} ${event.name}` }))
const files = new Map(
  [authored, { ...authored, events }].flatMap((topic, index) =>
    buildRelease(topic, { release: 1, datePublished: NOW, dateModified: NOW }).map(
      ({ path, content }) => [`${index}/${path}`, content] as const,
    ),
  ),
)

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe.each(COLLECTION_NAMES)('%s', (collection) => {
  it.each(['as they are', 'with texts that look like items'])('%s', (what) => {
    const text = files.get(`${what === 'as they are' ? 0 : 1}/${collection}.json`) ?? ''
    const { items } = JSON.parse(text) as Collection<Item>
    const cut = splitItems(text, collection)
    expect(cut.map(({ item }) => item)).toEqual(items)
    expect(cut.map(({ id }) => id)).toEqual(items.map(({ id }) => id))
    // Two topics may have the same file.
    for (const topic of ['a', 'b']) {
      const place = { origin: 'https://facts.example', topic }
      const whole = items.map((item) => decode(encodeItem({ collection, id: item.id, item }, {}, place)))
      expect(cut.map((one) => decode(encodeItem(one, {}, place)))).toEqual(whole)
      for (const text of whole) expect(JSON.parse(text)).toMatchObject({ topic })
    }
  })
})

/** Lists the field names of every object in a JSON Schema, one list per object, in order. */
function listFields(schema: unknown): string[][] {
  if (typeof schema !== 'object' || schema === null) return []
  const { properties } = schema as { properties?: object }
  return [...(properties ? [Object.keys(properties)] : []), ...Object.values(schema).flatMap(listFields)]
}

it.each(Object.entries({ Event, Article, Statement, Party, Correction }))(
  '%s starts with its id, and nothing inside it has one',
  (_, entity) => {
    const [own, ...nested] = listFields(toJsonSchema(entity, { errorMode: 'ignore' }))
    expect(own?.[0]).toBe('id')
    expect(nested.filter((fields) => fields.includes('id'))).toEqual([])
  },
)

it('rejects everything else as a collection', () => {
  for (const text of ['', '[]', '{"items":1}', '{ "items": [] }', '{"items":[{"id":"a"}', 'null']) {
    expect(() => splitItems(text, 'events'), text).toThrow('events.json is malformed')
  }
})
