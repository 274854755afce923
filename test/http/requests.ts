/** Requests to send to a contract: mostly sensible, often with edge values, sometimes malformed or absurd. */
import fc from 'fast-check'
import type { Contract, Parameter, Route } from './contract.ts'
import type { Known } from './known.ts'

export interface ApiRequest {
  method: string
  /** With its query, as sent. */
  address: string
  headers: Record<string, string>
}

const METHODS = ['HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'get']
const ACCEPTS = [
  '*/*',
  'application/json',
  'text/markdown',
  'application/ld+json;q=0.9, application/json;q=0.1',
  'text/html,application/xhtml+xml,*/*;q=0.8',
  'image/png',
  'application/json;q=0',
  'nonsense',
  '"',
  ';q=1,,',
]
const DATES = ['Tue, 03 Nov 2026 12:00:00 GMT', 'Sun, 01 Nov 2026 00:00:00 GMT', 'yesterday', '0', '']
const ABSURD = [
  '__proto__',
  'constructor',
  'toString',
  '..',
  '%',
  '%00',
  '\u0000',
  '\ud800',
  '🛶',
  'ی\u200cک',
  '\u202e',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '0',
  '-0',
  '1e3',
  '99999999999999999999',
  ' ',
  'a'.repeat(3_000),
]

/** Words, or any Unicode, including lone surrogates. */
const absurd = fc.oneof(fc.constantFrom(...ABSURD), fc.string({ unit: 'binary', maxLength: 40 }))

export function createRequests({ routes }: Contract, known: Known): fc.Arbitrary<ApiRequest> {
  return fc.constantFrom(...routes).chain((route) =>
    fc.record({
      method: mostly(fc.constant('GET'), fc.constantFrom(...METHODS)),
      address: createAddress(route, known),
      headers: createHeaders(known),
    }),
  )
}

function createAddress(route: Route, known: Known): fc.Arbitrary<string> {
  const inPath = route.parameters.filter((parameter) => parameter.in === 'path')
  const inQuery = route.parameters.filter((parameter) => parameter.in === 'query')
  const values = Object.fromEntries(
    inPath.map((parameter) => [parameter.name, mostly(createValid(parameter, known), createOdd(parameter))]),
  )
  const none: fc.Arbitrary<string[][]> = fc.constant([])
  const pairs = fc.tuple(
    ...inQuery.map((parameter) => {
      const text = mostly(createValid(parameter, known), createOdd(parameter))
      const value: fc.Arbitrary<string[][]> = text.map((one) => [[parameter.name, one]])
      return parameter.required ? mostly(value, none) : fc.oneof({ weight: 3, arbitrary: none }, value)
    }),
  )
  const extra = mostly<string[][]>(none, fc.array(fc.tuple(absurd, absurd), { maxLength: 2 }))
  return fc.tuple(fc.record(values), pairs, extra).map(([path, query, others]) => {
    const filled = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encode(path[name] ?? ''))
    const search = [...query.flat(), ...others]
      .map((pair) => pair.map((part) => encode(part ?? '')).join('='))
      .join('&')
    return search === '' ? filled : `${filled}?${search}`
  })
}

function createValid({ name, schema, example }: Parameter, known: Known): fc.Arbitrary<string> {
  const seen = known[name]
  if (seen && seen.length > 0) return fc.constantFrom(...seen)
  const { enum: names } = schema.items ?? {}
  if (names) return fc.subarray(names, { minLength: 1 }).map((some) => some.join(','))
  const { minimum, maximum } = schema
  if (minimum !== undefined) return fc.integer({ min: minimum, max: Math.min(maximum ?? 200, 200) }).map(String)
  if (example === undefined && schema.pattern) return fc.stringMatching(new RegExp(schema.pattern, 'u'))
  return fc.constant(String(example ?? 'x'))
}

/** Creates values just outside the allowed range, and far outside it. */
function createOdd({ schema }: Parameter): fc.Arbitrary<string> {
  const { minimum = 1, maximum = 1, maxLength = 80, items } = schema
  const edges = [
    String(minimum - 1),
    String(maximum + 1),
    'a'.repeat(maxLength),
    'a'.repeat(maxLength + 1),
    '2007-02-30',
    '',
  ]
  const [first, ...others] = items?.enum ?? ['a', 'b-c']
  const names = items ? [[first, ...others].join(','), `${first},${first}`, `${first},`, ','] : ['A-b']
  return fc.oneof(fc.constantFrom(...edges, ...names), absurd)
}

function createHeaders(known: Known): fc.Arbitrary<Record<string, string>> {
  const tags = ['*', '"other"', 'W/"other"', 'unquoted', '"', '', ...(known.etag ?? [])]
  const optional = (values: string[]) => fc.option(fc.constantFrom(...values), { freq: 4, nil: undefined })
  return fc
    .record({
      accept: optional(ACCEPTS),
      'if-none-match': optional(tags),
      'if-modified-since': optional(DATES),
      'accept-datetime': optional(DATES),
      range: optional(['bytes=0-9', 'bytes=9-0', 'lines=1']),
      origin: optional(['https://news.example', 'null']),
      'x-absurd': fc.option(fc.string({ unit: 'grapheme-ascii', maxLength: 200 }), { freq: 8, nil: undefined }),
    })
    .map((headers) =>
      Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    )
}

function mostly<Value>(usual: fc.Arbitrary<Value>, odd: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: odd })
}

/** Encodes lone surrogates, which have no encoding, as malformed UTF-8. */
function encode(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80'
}
