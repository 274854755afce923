/** Items as lists send them: with topic, URL, the requested fields and the items that they refer to. Pure. */
import type { CollectionName } from '../../data/schema/api.ts'
import { COLLECTION_NAMES } from '../../data/schema/collections.ts'
import type { Item, Listed, ListedTopic, Place } from './filter.ts'
import { concat, encode, separate, type Utf8 } from './json-bytes.ts'

/** The parts of a query that change how items are sent. */
export interface Shape {
  include?: string[] | undefined
  fields?: string[] | undefined
}

/** An article's `url` is the publisher's, so its URL here is `recordUrl`. */
const urlField = (collection: CollectionName) => (collection === 'articles' ? 'recordUrl' : 'url')

/** Encodes an item as JSON. With all fields, the result is cached for its place, since two topics may share a file. */
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
  // Ids and the origin contain no character that JSON has to escape.
  const json = encode(`{"topic":"${topic}",${fieldsOfItem},"${urlField(collection)}":"${url}"}`)
  listed.encoded = { place, json }
  return json
}

/** Encodes an item with the items that it refers to in the fields `include`. */
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

/** Encodes the items that `items` refer to in these fields, by collection. Omits items that the topic no longer has. */
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
/** Start of an item. It cannot occur within an item, since quotation marks in texts are escaped. */
const START = '{"id":"'

/**
 * Cuts the items out of a collection file's text; each is parsed when needed. Parsing a whole long file would take longer than
 * the rest of the work for a page.
 *
 * @throws {SyntaxError} if the text is not such a file
 */
export function splitItems(text: string, collection: CollectionName): Listed[] {
  if (!text.startsWith(BEGINNING) || !text.endsWith(ENDING)) throw new SyntaxError(`${collection}.json is malformed`)
  const list: Listed[] = []
  for (let start = text.indexOf(START); start >= 0; ) {
    const next = text.indexOf(START, start + START.length)
    // Items are separated by a comma.
    list.push(new CutItem(collection, text, start, next < 0 ? text.length - ENDING.length : next - 1))
    start = next
  }
  return list
}

/** An item as a range of the file's text. Fields are only declared, since defining them is slow in a new isolate. */
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

/** Returns the ids in a value: an id, a list of ids, or a list of participants, each with the id of its party. */
export function listIds(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(listIds)
  return typeof value === 'object' && value !== null && 'party' in value ? listIds(value.party) : []
}
