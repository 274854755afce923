/** The parameters of a route: query parameters from the routes' table, path and header parameters from this file. */

import { ORIGIN_PLACEHOLDER } from '../../data/build/urls.ts'
import type { Part } from '../pages/docs/openapi.ts'
import type { Rule } from '../query/parameter.ts'
import type { Parameter, ParameterTable } from '../query/parameter-kinds.ts'
import { PARAMETERS } from '../query/parameters.ts'
import { EXAMPLE_TOPIC } from './examples.ts'
import type { Operation } from './operation.ts'
import { refer } from './responses.ts'

/** The origin in the table's examples, which the service's own origin replaces. */
const TABLE_ORIGIN = 'https://facts.example'
const ID = { $ref: '#/components/schemas/Id' }

/** Path parameters by name. */
const PATH_PARAMETERS: Record<string, Part> = {
  topic: { description: 'Id of a topic.', schema: ID, example: EXAMPLE_TOPIC },
  id: { description: 'Id of the item.', schema: ID },
  release: { description: 'Number of a release.', schema: { type: 'integer', minimum: 1 }, example: 1 },
  hash: {
    description: 'The first 16 hexadecimal digits of the script’s SHA-256.',
    schema: { type: 'string', pattern: '^[0-9a-f]{16}$' },
  },
  schema: { description: 'Name of a schema.', schema: { type: 'string' }, example: 'Event' },
  language: { description: 'Language tag.', schema: { type: 'string' }, example: 'fa' },
  path: { description: 'Path of a file in the manifest.', schema: { type: 'string' }, example: 'topic.json' },
  name: { description: 'File name, as in the page that loads it.', schema: { type: 'string' } },
}

const HEADER_PARAMETERS: Record<string, Part> = {
  'If-None-Match': {
    description: 'The ETag of the client’s copy: 304 while it is current.',
    schema: { type: 'string' },
  },
  'Accept-Datetime': {
    description: 'The time, as an HTTP date.',
    schema: { type: 'string' },
    example: 'Tue, 03 Nov 2026 12:00:00 GMT',
  },
}

/** Query parameters that nearly every list shares, by name. */
const { fields: _, ...SHARED }: ParameterTable = PARAMETERS['/v1/topics/{topic}/people'] ?? {}

export const parameterComponents: Record<string, Part> = {
  ...mapEntries(SHARED, describeQueryParameter),
  ...mapEntries(PATH_PARAMETERS, (name, parameter) => ({ name, in: 'path', required: true, ...parameter })),
  ...mapEntries(HEADER_PARAMETERS, (name, parameter) => ({ name, in: 'header', ...parameter })),
}

/** A collection has the same parameters in a release as in the current state; `changes` of a release has none. */
export function findTable(path: string): ParameterTable {
  const { at, ...table } = PARAMETERS[path.replace(/\/releases\/\{release\}(?!\/changes)/, '')] ?? {}
  // A release's URL has a fixed state, so it has no `at`.
  return at === undefined || path.includes('/releases/{release}') ? table : { ...table, at }
}

export function describeParameters({ path, statuses, requestHeaders = [] }: Operation): Part[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const inHeaders = [...requestHeaders, ...(statuses.includes(304) ? ['If-None-Match'] : [])]
  return [
    ...inPath.map((name) => describePathParameter(name, path)),
    ...Object.entries(findTable(path)).map(([name, parameter]) =>
      SHARED[name] === parameter ? refer('parameters', name) : describeQueryParameter(name, parameter),
    ),
    ...inHeaders.map((name) => refer('parameters', name)),
  ]
}

/** Example ids in the example topic, by the path segment before. None for corrections, since the topic may have none. */
const IDS: Record<string, string> = {
  events: 'first-round',
  statements: 'iraq-only',
  articles: 'voa-talks-on-iraq',
  people: 'ryan-crocker',
  organizations: 'ncri',
  cards: 'iraq-only',
  '{topic}': 'iraq-only',
}

function describePathParameter(name: string, path: string): Part {
  const [, parent = ''] = /([^/]+)\/\{id\}$/.exec(path) ?? []
  const example = name === 'id' ? IDS[parent] : undefined
  if (example === undefined) return refer('parameters', name)
  return { name, in: 'path', required: true, ...PATH_PARAMETERS.id, example }
}

/** A list is one value with parts separated by commas; a repeated parameter is accepted too. */
function describeQueryParameter(name: string, { description, rule, example }: Parameter): Part {
  const isList = rule.type === 'array'
  return {
    name,
    in: 'query',
    ...(rule.isRequired && { required: true }),
    description: isList ? `${description} Separated by commas, or repeated.` : description,
    schema: describeRule(rule),
    ...(isList && { style: 'form', explode: false }),
    ...(example !== undefined && { example: describeExample(rule, example) }),
  }
}

function describeExample({ type }: Rule, example: string): Part[string] {
  if (type === 'array') return example.split(',')
  return type === 'integer' ? Number(example) : example.replace(TABLE_ORIGIN, ORIGIN_PLACEHOLDER)
}

/** As JSON Schema. */
function describeRule(rule: Rule): Part {
  switch (rule.type) {
    case 'string': {
      if ('enum' in rule) return { type: rule.type, enum: rule.enum }
      const { type, pattern, maxLength } = rule
      return { type, pattern, ...(maxLength !== undefined && { maxLength }) }
    }
    case 'integer': {
      const { isRequired: _, ...schema } = rule
      return schema
    }
    case 'array': {
      const { items } = rule
      return {
        type: 'array',
        items: 'enum' in items ? { type: 'string', enum: items.enum } : describeRule(items),
        minItems: 1,
        uniqueItems: true,
      }
    }
  }
}

function mapEntries<In, Out>(record: Record<string, In>, map: (key: string, value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(key, value)]))
}
