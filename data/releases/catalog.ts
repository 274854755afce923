import { CATALOG_KEY, type Catalog, type Pointer } from './records.ts'
import { listPointers, readPointer, type Store } from './store.ts'

/**
 * Derives the catalog from all pointers, so that running publish again heals it. `newest` may not be listed yet, and of
 * the others only those are read that the catalog has not caught up with. Writes only what changes.
 */
export async function writeCatalog(store: Store, newest: Pointer): Promise<void> {
  const value = await store.get(CATALOG_KEY)
  const known = value === null ? {} : (JSON.parse(value) as Catalog).topics
  // A topic never leaves: what the listing does not show yet, or no longer, keeps the row it has.
  const topics: Catalog['topics'] = { ...known }
  for (const { topic, sequence } of await listPointers(store)) {
    if (known[topic]?.sequence === sequence) continue
    const pointer = await readPointer(store, topic)
    if (pointer && pointer.sequence > (known[topic]?.sequence ?? 0)) topics[topic] = toEntry(pointer)
  }
  topics[newest.row.id] = toEntry(newest)
  const sorted = Object.entries(topics).sort(([a], [b]) => (a < b ? -1 : 1))
  const derived = JSON.stringify({ topics: Object.fromEntries(sorted) } satisfies Catalog)
  if (derived !== value) await store.put(CATALOG_KEY, derived)
}

function toEntry({ sequence, row }: Pointer): Catalog['topics'][string] {
  return { sequence, row }
}
