/** Rows of the index as lists send them: with URLs, the requested fields and the items that they refer to. */
import type { ChangeItem, CollectionName } from '../../data/schema/api.ts'
import { COLLECTION_NAMES } from '../../data/schema/collections.ts'
import { collectionOf } from '../../data/schema/lists.ts'
import type { Index } from '../store/index-db.ts'
import { listIds } from './item.ts'
import type { AcrossName } from './sources.ts'

interface Shape {
  origin: string
  fields?: string[] | undefined
}

/** Formats a row; `json` is the row's JSON. */
export function formatRow(name: AcrossName, json: string, { origin, fields }: Shape): string {
  const item = JSON.parse(json) as { topic: string; id: string }
  const whole = { ...item, ...createUrls(name, item, origin) }
  if (!fields) return JSON.stringify(whole)
  return JSON.stringify(Object.fromEntries(Object.entries(whole).filter(([field]) => fields.includes(field))))
}

function createUrls(
  name: AcrossName,
  item: { topic: string; id: string },
  origin: string,
): Record<string, string | undefined> {
  const { topic, id } = item
  switch (name) {
    case 'topics':
      return { url: `${origin}/v1/topics/${id}` }
    case 'changes': {
      const { release, kind, part, draft } = item as ChangeItem & { draft?: true }
      const place = part === 'topic' ? '' : kind === 'removed' ? `#release-${release}` : `#${id}`
      return {
        // A draft is not a release yet.
        url: `${origin}/v1/topics/${topic}${draft ? '' : `/releases/${release}`}/changes`,
        draft: undefined,
        page: `${origin}/topics/${topic}${place}`,
      }
    }
    default: {
      const collection = collectionOf(name)
      const field = collection === 'articles' ? 'recordUrl' : 'url'
      return { [field]: `${origin}/v1/topics/${topic}/${collection}/${id}` }
    }
  }
}

/** Resolves with the items that the rows refer to in these fields, by collection, as JSON. */
export async function readIncluded(
  index: Index,
  rows: readonly { json: string }[],
  include: readonly string[],
  origin: string,
): Promise<string> {
  const pairs = rows.flatMap(({ json }) => {
    const item = JSON.parse(json) as Record<string, unknown>
    return include.flatMap((field) => listIds(item[field]).map((id) => [item.topic, id]))
  })
  const wanted = JSON.stringify(pairs)
  const found = await index.query<{ collection: CollectionName; json: string }>([
    ['WITH wanted AS (SELECT DISTINCT value->>0 AS topic, value->>1 AS id FROM json_each(?))', wanted],
    [
      ['events', 'articles', 'statements']
        .map((table) => `SELECT '${table}' AS collection, json FROM ${table} JOIN wanted USING (topic, id)`)
        .join(' UNION ALL '),
    ],
    ['UNION ALL SELECT kind, json FROM parties JOIN wanted USING (topic, id)'],
  ])
  const lists = COLLECTION_NAMES.flatMap((name) => {
    const of = found.filter(({ collection }) => collection === name)
    return of.length === 0 ? [] : [`"${name}":[${of.map(({ json }) => formatRow(name, json, { origin })).join(',')}]`]
  })
  return `{${lists.join(',')}}`
}
