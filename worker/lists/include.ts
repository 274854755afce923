/** Shaping the items of a list: references replaced by what they refer to, and only the fields that were asked for. */

export interface Shape {
  include?: string[] | undefined
  fields?: string[] | undefined
}

/** Whether items are no longer as their list has them. */
export function isShaped({ include, fields }: Shape): boolean {
  return include !== undefined || fields !== undefined
}

/** As an item is sent that nothing shapes: written once, since many lists have it. */
const written = new WeakMap<object, string>()

/** JSON of the item as it was asked for. */
export function writeItem(item: object, shape: Shape, find: (id: string) => unknown): string {
  if (isShaped(shape)) return JSON.stringify(shapeItem(item, shape, find))
  const text = written.get(item) ?? JSON.stringify(item)
  written.set(item, text)
  return text
}

/** `find` is given an id; a reference to what it does not find stays an id. */
function shapeItem(item: object, { include = [], fields }: Shape, find: (id: string) => unknown): object {
  const chosen = fields ?? Object.keys(item)
  const entries = Object.entries(item).filter(([field]) => chosen.includes(field))
  return Object.fromEntries(
    entries.map(([field, value]) => [field, include.includes(field) ? inline(value, find) : value]),
  )
}

/** An id, a list of ids, or a list of participants, each of which names its party. */
function inline(value: unknown, find: (id: string) => unknown): unknown {
  if (typeof value === 'string') return find(value) ?? value
  if (Array.isArray(value)) return value.map((part) => inline(part, find))
  if (typeof value !== 'object' || value === null || !('party' in value)) return value
  return { ...value, party: inline(value.party, find) }
}
