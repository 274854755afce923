/** Parses a URL's query by the route's rules. Reports all invalid parameters together, each by its name. */
import type { Problem } from '../../data/schema/api.ts'
import { isInOrder } from './interval.ts'
import { parseValue, type Rules } from './parameter.ts'

/** Parsed values by parameter. `Table` is the route's table in `parameters.ts`. */
export type Values<Table = Record<string, { value?: string | number | string[] }>> = {
  [Name in keyof Table]?: Table[Name] extends { value?: infer Value } ? NonNullable<Value> : never
}

export type ParameterError = NonNullable<Problem['errors']>[number]

/** Maximum number of errors in one response. */
export const MAX_ERRORS = 20

/** Parses a query. Without rules it refuses every parameter, unless unknown ones are ignored. */
export function readQuery(
  search: string,
  rules: Rules,
  unknown: 'refuse' | 'ignore' = 'refuse',
): { values: Values } | { errors: ParameterError[] } {
  const errors: ParameterError[] = []
  const values: Values = {}
  const seen = new Map<string, string | undefined>()
  for (const { name, value } of splitQuery(search)) {
    if (unknown === 'ignore' && !Object.hasOwn(rules, name)) continue
    if (!seen.has(name)) seen.set(name, value)
    else if (isList(rules, name)) seen.set(name, joinParts(seen.get(name), value))
    else errors.push({ parameter: name, detail: 'must not be repeated' })
  }
  for (const [name, text] of seen) {
    const detail = readOne(rules, name, text, values)
    if (detail !== undefined) errors.push({ parameter: name, detail })
  }
  for (const [name, { isRequired }] of Object.entries(rules)) {
    if (isRequired && !seen.has(name)) errors.push({ parameter: name, detail: 'is required' })
  }
  const { from, to } = values
  const areDates = typeof from === 'string' && typeof to === 'string'
  if (areDates && !isInOrder({ from, to })) {
    errors.push({ parameter: 'from', detail: 'must not be later than `to`' })
  }
  if (values.sort === 'relevance' && !seen.has('q')) {
    errors.push({ parameter: 'sort', detail: 'relevance requires `q`' })
  }
  return errors.length > 0 ? { errors: errors.slice(0, MAX_ERRORS) } : { values }
}

/** For pages: keeps valid values of known parameters, and invalid ones that the page explains. The last of repeated values counts. */
export function keepKnown(search: string, rules: Rules): Values {
  const texts = new Map<string, string>()
  for (const { name, value } of splitQuery(search)) {
    if (!value || !Object.hasOwn(rules, name)) continue
    texts.set(name, (isList(rules, name) && joinParts(texts.get(name), value)) || value)
  }
  const values: Values = {}
  for (const [name, text] of texts) {
    const detail = readOne(rules, name, text, values)
    if (detail !== undefined && rules[name] && 'isKept' in rules[name]) values[name] = text.replace(/\p{Cc}/gu, ' ')
  }
  return values
}

function isList(rules: Rules, name: string): boolean {
  return Object.hasOwn(rules, name) && rules[name]?.type === 'array'
}

/** Joins the parts of a list; absent if one of them is malformed. */
function joinParts(before: string | undefined, text: string | undefined): string | undefined {
  return before === undefined || text === undefined ? undefined : `${before},${text}`
}

/** Stores the parsed value in `values`, or returns what is wrong with it. */
function readOne(rules: Rules, name: string, text: string | undefined, values: Values): string | undefined {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
  if (!rule) return 'is unknown'
  if (text === undefined) return 'must be percent-encoded UTF-8'
  const parsed = parseValue(rule, text)
  if ('detail' in parsed) return parsed.detail
  values[name] = parsed.value
  return undefined
}

/** Splits a query as form-encoded (URL Standard, 5.1), except that a malformed encoding gives no value. */
function splitQuery(search: string): { name: string; value: string | undefined }[] {
  const pairs = (search.startsWith('?') ? search.slice(1) : search).split('&')
  return pairs
    .filter((pair) => pair !== '')
    .map((pair) => {
      const end = pair.includes('=') ? pair.indexOf('=') : pair.length
      const name = pair.slice(0, end)
      return { name: decode(name) ?? name, value: decode(pair.slice(end + 1)) }
    })
}

function decode(text: string): string | undefined {
  if (!/[%+]/.test(text)) return text
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** Formats values canonically, sorted by name, so that equal queries have the same URL. */
export function formatQuery(values: Values): string {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined)
  if (pairs.length === 0) return ''
  const written = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value)).replaceAll('%2C', ',')}`)
  return `?${written.sort().join('&')}`
}
