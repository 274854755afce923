/** Items as lists send them: with topic and URL, in the fields that were asked for, and with what they refer to. Pure. */
import type { CollectionName } from '../../data/schema/api.ts'
import { COLLECTION_NAMES } from '../../data/schema/collections.ts'
import type { Item, Listed, ListedTopic, Place } from './filter.ts'
import { concat, encode, separate, type Utf8 } from './json-bytes.ts'

/** What a query makes of items. */
export interface Shape {
  include?: string[] | undefined
  fields?: string[] | undefined
}

/** `url` of an article is at its publisher. */
const urlField = (collection: CollectionName) => (collection === 'articles' ? 'recordUrl' : 'url')

/** The item’s JSON. In all its fields it is kept with the item, for its place: the same file may be of two topics. */
export function encodeItem(listed: Listed, { fields }: Shape, place: Place): Utf8 {
  const { origin, topic } = place
  const { encoded } = listed
  if (!fields && encoded?.place.topic === topic && encoded.place.origin === origin) return encoded.json
  const { collection, id } = listed
  const url = `${origin}/v1/topics/${topic}/${collection}/${id}`
  if (fields) {
    const whole = { topic, ...listed.item, [urlField(collection)]: url }
    return encode(JSON.stringify(Object.fromEntries(Object.entries(whole).filter(([field]) => fields.includes(field)))))
  }
  const fieldsOfItem = listed.json ?? JSON.stringify(listed.item).slice(1, -1)
  // Ids and the origin have no character that JSON would escape.
  const json = encode(`{"topic":"${topic}",${fieldsOfItem},"${urlField(collection)}":"${url}"}`)
  listed.encoded = { place, json }
  return json
}

/** The item’s JSON with what it refers to in these fields. */
export function encodeWithIncluded(
  listed: Listed,
  { fields, include = [] }: Shape,
  known: Pick<ListedTopic, 'byId'>,
  place: Place,
): Utf8 {
  const own = encodeItem(listed, { fields }, place).subarray(0, -1)
  const name = `${own.length > 1 ? ',' : ''}"included":`
  return concat([own, name, encodeIncluded([listed], include, known, place), '}'])
}

/** What the items refer to in these fields, by collection, as JSON. What the topic no longer has is left out. */
export function encodeIncluded(
  items: readonly Listed[],
  include: readonly string[],
  { byId }: Pick<ListedTopic, 'byId'>,
  place: Place,
): Utf8 {
  const ids = new Set(
    items.flatMap(({ item }) =>
      include.flatMap((field) => listIds((item as unknown as Record<string, unknown>)[field])),
    ),
  )
  const referred = [...ids].flatMap((id) => byId.get(id) ?? [])
  const lists = COLLECTION_NAMES.flatMap((name) => {
    const own = referred.filter(({ collection }) => collection === name)
    if (own.length === 0) return []
    return [concat([`"${name}":[`, ...separate(own.map((one) => encodeItem(one, {}, place))), ']'])]
  })
  return concat(['{', ...separate(lists), '}'])
}

const BEGINNING = '{"items":['
const ENDING = ']}'
/** An item begins so, and nothing within one does: a quotation mark in a text is escaped. */
const START = '{"id":"'

/**
 * The items of a collection's file, cut out of its text and each parsed when it is needed: to parse all of a long file takes longer
 * than all else that is done for a page of it.
 *
 * @throws {SyntaxError} for what is no such file
 */
export function splitItems(text: string, collection: CollectionName): Listed[] {
  if (!text.startsWith(BEGINNING) || !text.endsWith(ENDING)) throw new SyntaxError(`${collection}.json is malformed`)
  const list: Listed[] = []
  for (let start = text.indexOf(START); start >= 0; ) {
    const next = text.indexOf(START, start + START.length)
    // A comma stands between two.
    list.push(new CutItem(collection, text, start, next < 0 ? text.length - ENDING.length : next - 1))
    start = next
  }
  return list
}

/** Knows where it is. Fields are declared and not defined, which an isolate that has just begun does slowly for each item. */
class CutItem implements Listed {
  declare readonly collection: CollectionName
  declare readonly id: string
  declare private readonly text: string
  declare private readonly start: number
  declare private readonly end: number
  declare private parsed: Item | undefined
  declare encoded: Listed['encoded']

  constructor(collection: CollectionName, text: string, start: number, end: number) {
    const id = start + START.length
    this.collection = collection
    this.id = text.slice(id, text.indexOf('"', id))
    this.text = text
    this.start = start
    this.end = end
    this.parsed = undefined
    this.encoded = undefined
  }

  get json(): string {
    return this.text.slice(this.start + 1, this.end - 1)
  }

  get item(): Item {
    this.parsed ??= JSON.parse(this.text.slice(this.start, this.end)) as Item
    return this.parsed
  }
}

/** An id, a list of ids, or a list of participants, each of which names its party. */
export function listIds(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(listIds)
  return typeof value === 'object' && value !== null && 'party' in value ? listIds(value.party) : []
}
