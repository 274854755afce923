/**
 * A topic as far as it can be read, so that every check runs although some values are missing or wrong. An empty value of the
 * right type stands in for each of those; a rule asks `canRead` first, so that no finding only follows from another one.
 */
import * as v from 'valibot'
import { AUTHORED_FILE_NAMES, AUTHORED_FILES, type Authored, type AuthoredFileName } from '../schema/authored.ts'

/** The keys of each object that are missing or wrong. Objects without such keys are not in it. */
const unreadable = new WeakMap<object, Set<string>>()

/** Returns whether these values are as the schema wants them, apart from problems further below. */
export function canRead<Owner extends object>(owner: Owner, ...keys: (keyof Owner & string)[]): boolean {
  const wrong = unreadable.get(owner)
  return wrong === undefined || !keys.some((key) => wrong.has(key))
}

/** Returns whether anything in the value is missing or wrong; with `keys`, anything that has one of these keys. */
export function isAnyUnreadable(value: unknown, keys?: ReadonlySet<string>): boolean {
  if (typeof value !== 'object' || value === null) return false
  if ([...(unreadable.get(value) ?? [])].some((key) => !keys || keys.has(key))) return true
  return Object.values(value).some((child) => isAnyUnreadable(child, keys))
}

/** A file that was parsed. */
export interface Validated {
  /** As the schema returns it; if there are issues, as it was parsed. */
  content: unknown
  issues: readonly v.BaseIssue<unknown>[]
}

/** Returns the topic as far as the files can be read. A file that cannot be parsed is absent from `files`. */
export function readTopic(files: ReadonlyMap<AuthoredFileName, Validated>): Authored {
  const read = AUTHORED_FILE_NAMES.map((name) => {
    const file = files.get(name)
    return [name, file?.issues.length === 0 ? file.content : readAs(AUTHORED_FILES[name], file?.content)]
  })
  const authored = Object.fromEntries(read) as Authored
  for (const name of AUTHORED_FILE_NAMES) {
    const file = files.get(name)
    if (!file) markUnreadable(authored, name)
    for (const issue of file?.issues ?? []) {
      markIssue(authored, [name, ...(issue.path ?? []).map(({ key }) => String(key))], issue)
    }
  }
  return authored
}

function markUnreadable(owner: object, ...keys: string[]): void {
  unreadable.set(owner, new Set([...(unreadable.get(owner) ?? []), ...keys]))
}

/** Marks the value at the path, or what was left out above it. An unknown key may be a misspelt one: marks the keys that it resembles. */
function markIssue(owner: object, [key = '', ...below]: string[], issue: v.BaseIssue<unknown>): void {
  const value = (owner as Record<string, unknown>)[key]
  const isUnknown = issue.type === 'strict_object' && issue.expected === 'never'
  if (below.length > 0 && typeof value === 'object' && value !== null) {
    markIssue(value, below, issue)
  } else if (below.length > 0 || !isUnknown) {
    markUnreadable(owner, key)
  } else {
    const given = Object.keys((issue.path?.at(-1)?.input ?? {}) as object)
    markUnreadable(owner, ...LIKELY_KEYS.filter((other) => isSimilar(key, other) && !given.includes(other)))
  }
}

const LIKELY_KEYS = listOptionalKeys(Object.values(AUTHORED_FILES))

function listOptionalKeys(schemas: readonly unknown[]): string[] {
  return schemas.flatMap((schema) => {
    const { entries, item, wrapped } = schema as Structure
    const own = Object.entries(entries ?? {}).flatMap(([key, entry]) => (entry.wrapped ? [key] : []))
    return [...own, ...listOptionalKeys([...Object.values(entries ?? {}), item, wrapped].filter(Boolean))]
  })
}

/** Same first letter and nearly the same length: `claiment`, `stand-alone`. */
const isSimilar = (one: string, other: string) =>
  one[0]?.toLowerCase() === other[0] && Math.abs(one.length - other.length) <= 2

/** The parts of Valibot's schemas that say what a value consists of. */
interface Structure {
  type: string
  entries?: Record<string, Structure>
  item?: Structure
  wrapped?: Structure
  options?: readonly unknown[]
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Returns the value in the form of the schema, with an empty value for each that has another type. */
function readAs(schema: Structure | v.GenericSchema, value: unknown): unknown {
  const { type, entries, item, wrapped, options } = schema as Structure
  if (wrapped) return hasType(wrapped, value) ? readAs(wrapped, value) : v.getDefault(schema as v.GenericSchema)
  if (entries) {
    const given = isMapping(value) ? value : {}
    const read = Object.entries(entries).map(([key, entry]) => [key, readAs(entry, given[key])])
    const object = Object.fromEntries(read.filter(([, each]) => each !== undefined)) as object
    if (!isMapping(value)) markUnreadable(object, ...Object.keys(entries))
    return object
  }
  if (item) return Array.isArray(value) ? value.map((each) => readAs(item, each)) : []
  if (hasType(schema as Structure, value)) return value
  return options ? options[0] : type === 'number' ? 0 : ''
}

function hasType({ type, entries, item, options }: Structure, value: unknown): boolean {
  if (entries) return isMapping(value)
  if (item) return Array.isArray(value)
  if (options) return options.includes(value)
  if (type === 'literal') return typeof value === 'boolean'
  return typeof value === type
}
