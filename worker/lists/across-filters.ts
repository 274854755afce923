/** Filters of lists across topics, as SQL conditions. Ids and names that match nothing are errors. */
import type { FilterName } from '../../data/schema/lists.ts'
import { toSearchText } from '../../data/store/search-text.ts'
import { MAX_ERRORS, type ParameterError } from '../query/parse.ts'
import { parseSearch, toMatchExpression } from '../query/words.ts'
import type { Index, Sql } from '../store/index-db.ts'
import { describeUnknown } from './nearest.ts'
import type { Source } from './sources.ts'

/** Sorts after every digit and hyphen: `2007-05~` is after every day of May 2007 and before June. */
const END = '~'

export interface Filters {
  from?: string
  to?: string
  topic?: string[]
  participant?: string
  claimant?: string
  status?: string[]
  part?: string[]
  kind?: string[]
  modifiedSince?: string
  q?: string
}

/** Resolves with the conditions, and with errors for ids and names that match nothing. */
export async function resolveFilters(
  index: Index,
  options: Filters,
  source: Source,
): Promise<{ filters: Sql[]; errors: ParameterError[] }> {
  const { from, to, topic, status, part, kind, modifiedSince } = options
  const errors: ParameterError[] = []
  const filters: Sql[] = []
  const among = (column: string, values: readonly string[]): Sql => [
    `AND ${column} IN (SELECT value FROM json_each(?))`,
    JSON.stringify(values),
  ]
  if (from !== undefined) filters.push([`AND t.last || '${END}' >= ?`, from])
  if (to !== undefined) filters.push(['AND t.first <= ?', to + END])
  if (status) filters.push(among('t.status', status))
  if (part) filters.push(among("t.json->>'part'", part))
  if (kind) filters.push(among("t.json->>'kind'", kind))
  if (modifiedSince !== undefined) filters.push([`AND t.${source.modified} >= ?`, toUtc(modifiedSince)])
  if (topic) {
    errors.push(...(await findUnknownTopics(index, topic)))
    filters.push(among('t.topic', topic))
  }
  for (const name of ['participant', 'claimant'] as const) {
    const wanted = options[name]
    if (wanted === undefined) continue
    const parties = await findParties(index, wanted)
    if (parties.length === 0) errors.push(await describeUnknownParty(index, name, wanted))
    filters.push(involves(source, name, parties))
  }
  return { filters, errors }
}

/** Returns the time in whole seconds, as in the index; a day stays a day, which sorts before its times. */
function toUtc(time: string): string {
  return time.length <= 10 ? time : `${new Date(time).toISOString().slice(0, 19)}Z`
}

export async function findUnknownTopics(index: Index, ids: readonly string[]): Promise<ParameterError[]> {
  const topics = await index.query<{ id: string }>([["SELECT id FROM topics WHERE name <> ''"]])
  const known = new Set(topics.map(({ id }) => id))
  // Limited, since each message compares all topics, and a URL has room for thousands of ids.
  return ids
    .filter((id) => !known.has(id))
    .slice(0, MAX_ERRORS)
    .map((id) => ({ parameter: 'topic', detail: describeUnknown(id, known, 'topics') }))
}

interface Party {
  topic: string
  id: string
}

/**
 * Finds parties by id, and parties whose whole name equals it. Without a matching id, finds parties by words of their names.
 * Otherwise `iran` would also match the National Council of Resistance of Iran.
 */
async function findParties(index: Index, wanted: string): Promise<Party[]> {
  const found = await index.query<Party & { name: string; alternateName: string }>([
    ['WITH found AS (SELECT topic, id FROM parties WHERE id = ?', wanted],
    [
      "UNION SELECT topic, id FROM search WHERE search MATCH ? AND kind IN ('person', 'organization'))",
      toMatchExpression(parseSearch(wanted), 'name'),
    ],
    [
      "SELECT topic, id, json->>'name' AS name, json->>'alternateName' AS alternateName FROM found JOIN parties USING (topic, id)",
    ],
  ])
  if (!found.some(({ id }) => id === wanted)) return found
  const words = toSearchText([wanted])
  return found.filter(
    ({ id, name, alternateName }) =>
      id === wanted || [name, ...(JSON.parse(alternateName) as string[])].some((one) => toSearchText([one]) === words),
  )
}

async function describeUnknownParty(index: Index, parameter: FilterName, wanted: string): Promise<ParameterError> {
  const rows = await index.query<{ id: string }>([['SELECT DISTINCT id FROM parties']])
  return {
    parameter,
    detail: describeUnknown(
      wanted,
      rows.map(({ id }) => id),
      'people or organizations',
    ),
  }
}

function involves({ kind }: Source, name: 'participant' | 'claimant', parties: readonly Party[]): Sql {
  const pairs = JSON.stringify(parties.map(({ topic, id }) => [topic, id]))
  const topics = 't.topic IN (SELECT value->>0 FROM json_each(?))'
  if (kind === 'topic') return [`AND ${topics}`, pairs]
  const matches = name === 'claimant' ? 't.claimant = value->>1' : "instr(t.parties, ' ' || (value->>1) || ' ')"
  return [
    `AND ${topics} AND EXISTS (SELECT 1 FROM json_each(?) WHERE value->>0 = t.topic AND ${matches})`,
    pairs,
    pairs,
  ]
}
