/** Items as lists send them: with topic and URL, in the fields that were asked for, and with what they refer to. Pure. */
import type { CollectionName } from '../../data/schema/api.ts'
import { COLLECTION_NAMES } from '../../data/schema/collections.ts'
import type { Item, Listed, ListedTopic } from './filter.ts'

/** What a query makes of items. */
export interface Shape {
  include?: string[] | undefined
  fields?: string[] | undefined
}

/** `url` of an article is at its publisher. */
const urlField = (collection: CollectionName) => (collection === 'articles' ? 'recordUrl' : 'url')

/** `origin` is that of absolute URLs. */
export interface Place {
  origin: string
  topic: string
}

/** The item’s JSON. */
export function formatItem(listed: Listed, { fields }: Shape, { origin, topic }: Place): string {
  const { collection, item } = listed
  const url = `${origin}/v1/topics/${topic}/${collection}/${item.id}`
  if (fields) {
    const whole = { topic, ...item, [urlField(collection)]: url }
    return JSON.stringify(Object.fromEntries(Object.entries(whole).filter(([field]) => fields.includes(field))))
  }
  listed.json ??= JSON.stringify(item).slice(1, -1)
  return `{"topic":${JSON.stringify(topic)},${listed.json},"${urlField(collection)}":${JSON.stringify(url)}}`
}

/** What the items refer to in these fields, by collection, as JSON. What the topic no longer has is left out. */
export function formatIncluded(
  items: readonly Listed[],
  include: readonly string[],
  { byId }: Pick<ListedTopic, 'byId'>,
  place: Place,
): string {
  const ids = new Set(
    items.flatMap(({ item }) =>
      include.flatMap((field) => listIds((item as unknown as Record<string, unknown>)[field])),
    ),
  )
  const referred = [...ids].flatMap((id) => byId.get(id) ?? [])
  const lists = COLLECTION_NAMES.flatMap((name) => {
    const of = referred.filter(({ collection }) => collection === name)
    return of.length === 0 ? [] : [`"${name}":[${of.map((listed) => formatItem(listed, {}, place)).join(',')}]`]
  })
  return `{${lists.join(',')}}`
}

const BEGINNING = '{"items":['
/** Braces, and strings, in which braces do not count. */
const TOKEN = /[{}]|"(?:[^"\\]|\\.)*"/g

/**
 * One item, cut out of the text of its collection's file, where each begins with its id: parsing all of a long file takes
 * longer than all else that is done for one item. Absent where the file has none of this id.
 *
 * @throws {SyntaxError} for what is no such file
 */
export function findItem(text: string, collection: CollectionName, id: string): Listed | undefined {
  if (!text.startsWith(BEGINNING)) throw new SyntaxError(`${collection}.json is malformed`)
  const start = text.indexOf(`{"id":"${id}"`)
  if (start < 0) return undefined
  TOKEN.lastIndex = start
  let depth = 0
  for (let token = TOKEN.exec(text); token; token = TOKEN.exec(text)) {
    if (token[0] === '{') depth++
    if (token[0] !== '}' || --depth > 0) continue
    return { collection, item: JSON.parse(text.slice(start, TOKEN.lastIndex)) as Item }
  }
  throw new SyntaxError(`${collection}.json is malformed`)
}

/** The ids of all items in the text of a collection's file. */
export function findIds(text: string): string[] {
  return [...text.matchAll(/[[,]\{"id":"([a-z0-9-]+)"/g)].map(([, id = '']) => id)
}

/** An id, a list of ids, or a list of participants, each of which names its party. */
export function listIds(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(listIds)
  return typeof value === 'object' && value !== null && 'party' in value ? listIds(value.party) : []
}
