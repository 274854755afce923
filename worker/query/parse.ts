/** The query of an address, read by its table: every parameter that is wrong is reported at once, each by its name. */
import type { Problem } from '../../data/schema/api.ts'
import { isInOrder } from './interval.ts'
import type { Parameter, ParameterTable } from './parameter.ts'

type ValueOf<One> = One extends Parameter<infer Value> ? Value : never

/** What was asked for, by parameter. */
export type Values<Table extends ParameterTable = ParameterTable> = { [Name in keyof Table]?: ValueOf<Table[Name]> }

export type ParameterError = NonNullable<Problem['errors']>[number]

/** So many are told at once. */
const MAX_ERRORS = 20

/** An empty table refuses everything, unless what is unknown is ignored. */
export function readQuery(
  search: string,
  table: ParameterTable,
  unknown: 'refuse' | 'ignore' = 'refuse',
): { values: Values } | { errors: ParameterError[] } {
  const errors: ParameterError[] = []
  const values: Values = {}
  const seen = new Set<string>()
  for (const { name, value } of splitQuery(search)) {
    if (unknown === 'ignore' && !Object.hasOwn(table, name)) continue
    const detail = seen.has(name) ? 'is there twice' : readOne(table, name, value, values)
    seen.add(name)
    if (detail !== undefined) errors.push({ parameter: name, detail })
  }
  for (const [name, { isRequired }] of Object.entries(table)) {
    if (isRequired && !seen.has(name)) errors.push({ parameter: name, detail: 'is needed' })
  }
  if (!isInOrder(values as { from?: string; to?: string })) {
    errors.push({ parameter: 'from', detail: 'must not be later than to' })
  }
  return errors.length > 0 ? { errors: errors.slice(0, MAX_ERRORS) } : { values }
}

/** For pages: what the table knows of a query and nothing else. A list may come as a form sends it, one value at a time. */
export function keepKnown(search: string, table: ParameterTable): Values {
  const texts = new Map<string, string>()
  for (const { name, value } of splitQuery(search)) {
    if (!value || !Object.hasOwn(table, name)) continue
    const before = table[name]?.schema.type === 'array' ? texts.get(name) : undefined
    texts.set(name, before === undefined ? value : `${before},${value}`)
  }
  const values: Values = {}
  for (const [name, text] of texts) readOne(table, name, text, values)
  return values
}

/** Puts the value where it belongs, or says what is wrong with it. */
function readOne(table: ParameterTable, name: string, text: string | undefined, values: Values): string | undefined {
  const parameter = Object.hasOwn(table, name) ? table[name] : undefined
  if (!parameter) return 'unknown parameter'
  if (text === undefined) return 'is not percent-encoded UTF-8'
  if (text === '') return 'is empty'
  const parsed = parameter.parse(text)
  if ('detail' in parsed) return parsed.detail
  values[name] = parsed.value
  return undefined
}

/** As forms encode it (URL Standard, 5.1), but for malformed encodings, whose value is absent. */
function splitQuery(search: string): { name: string; value: string | undefined }[] {
  const pairs = search.replace(/^\?/, '').split('&')
  return pairs
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...rest] = pair.split('=')
      return { name: decode(name) ?? name, value: decode(rest.join('=')) }
    })
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** The one way to write these values: sorted by name, so that whoever asks for the same has the same address. */
export function formatQuery(values: Values): string {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined)
  if (pairs.length === 0) return ''
  const written = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value)).replaceAll('%2C', ',')}`)
  return `?${written.sort().join('&')}`
}
