/**
 * Rules of query parameters, as data: the build writes the rules of every route to a module, which the Worker uses for parsing,
 * and to the OpenAPI document. No I/O.
 */
import { isPartialDate } from './interval.ts'
import { parseSearch } from './words.ts'

/** `expected` completes a sentence whose subject is the parameter. `format` is checked in addition to the pattern. */
export interface TextRule {
  type: 'string'
  pattern: string
  maxLength?: number
  expected: string
  format?: 'date' | 'time' | 'words'
  /** A page that redirects keeps a value that does not fit, and says what is wrong with it. */
  isKept?: true
}

/** One of the names. */
export interface NameRule {
  type: 'string'
  enum: readonly string[]
}

/** With `multipleOf`, a number is rounded to the nearest multiple. */
export interface IntegerRule {
  type: 'integer'
  minimum: number
  maximum: number
  default?: number
  multipleOf?: number
}

/** Repeated, or separated by commas. The order has no meaning. */
export interface ListRule {
  type: 'array'
  items: { enum: readonly string[] } | TextRule
}

export type Rule = (TextRule | NameRule | IntegerRule | ListRule) & { isRequired?: true }
export type Rules = Record<string, Rule>

export type Parsed<Value> = { value: Value } | { detail: string }

/** Parses percent-decoded text from the URL. The value is canonical: equivalent texts give the same value. */
export function parseValue(rule: Rule, text: string): Parsed<string | number | string[]> {
  switch (rule.type) {
    case 'string':
      return 'enum' in rule ? parseName(rule, text) : parseText(rule, text)
    case 'integer':
      return parseInteger(rule, text)
    case 'array':
      return parseList(rule, text)
  }
}

function parseName({ enum: names }: NameRule, text: string): Parsed<string> {
  return names.includes(text)
    ? { value: text }
    : { detail: `must be ${names.length > 1 ? 'one of ' : ''}${names.join(', ')}` }
}

function parseText(
  { pattern, maxLength = Number.POSITIVE_INFINITY, expected, format }: TextRule,
  text: string,
): Parsed<string> {
  if (text.length > maxLength) return { detail: `must have at most ${maxLength} characters` }
  const isValid = compile(pattern).test(text) && (format === undefined || FORMATS[format](text))
  if (!isValid) return { detail: expected }
  return { value: format === 'words' ? text.trim().replace(/\s+/g, ' ').toLowerCase() : text }
}

/** By pattern; the rules have about twenty. Compiled once, since compiling takes longer than matching. */
const compiled = new Map<string, RegExp>()

function compile(pattern: string): RegExp {
  let expression = compiled.get(pattern)
  if (!expression) {
    expression = new RegExp(pattern, 'u')
    compiled.set(pattern, expression)
  }
  return expression
}

const FORMATS: Record<NonNullable<TextRule['format']>, (text: string) => boolean> = {
  date: isPartialDate,
  time: (text) => isPartialDate(text.slice(0, 10)) && (text.length <= 10 || !Number.isNaN(Date.parse(text))),
  words: (text) => parseSearch(text).length > 0,
}

function parseInteger({ minimum, maximum, multipleOf = 1 }: IntegerRule, text: string): Parsed<number> {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  const isAllowed = value >= minimum && value <= maximum && String(value) === text
  if (isAllowed) return { value: Math.round(value / multipleOf) * multipleOf }
  return { detail: `must be a whole number from ${minimum} to ${maximum}` }
}

function parseList({ items }: ListRule, text: string): Parsed<string[]> {
  const parts = text.split(',')
  const isEnum = 'enum' in items
  const wrong = parts.filter((part) => (isEnum ? !items.enum.includes(part) : 'detail' in parseText(items, part)))
  if (wrong.length > 0) {
    const allowed = isEnum ? `allowed: ${items.enum.join(', ')}` : `each value ${items.expected}`
    return { detail: `cannot contain “${wrong.join(', ')}”; ${allowed}` }
  }
  const seen = new Set<string>()
  const twice = parts.find((part) => seen.size === seen.add(part).size)
  if (twice !== undefined) return { detail: `contains ${twice} twice` }
  return { value: isEnum ? items.enum.filter((name) => parts.includes(name)) : parts.sort() }
}
