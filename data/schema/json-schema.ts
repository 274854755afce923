/**
 * Generates the contract as JSON Schema (draft 2020-12) from the Valibot definitions: one schema per name, which refers to the
 * others. Published shapes only ever grow, so no schema forbids unknown fields. Patterns use syntax that every regex engine
 * supports.
 */
import { toJsonSchemaDefs } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import * as api from './api.ts'
import * as box from './box.ts'
import type { CollectionName } from './collections.ts'
import * as entities from './entities.ts'
import { LISTS } from './lists.ts'
import * as service from './service.ts'

/** Every schema in the documentation, by name. */
export const COMPONENTS = { ...entities, ...api, ...box, ...service }
export type ComponentName = keyof typeof COMPONENTS

type Entity = (typeof LISTS)[CollectionName]['entity']
/** Schemas of lists, and of an item as `fields` and `include` shape it (a selection). */
export type ListSchemaName =
  | `${Entity}List`
  | `${Entity}Selection`
  | 'TopicSelection'
  | 'ChangeSelection'
  | keyof typeof OTHER_LISTS
export type SchemaName = ComponentName | ListSchemaName

/** Lists without a collection, by schema name: the schema of a whole item and, if the list supports `fields`, of a selection. */
const OTHER_LISTS = {
  TopicList: { whole: 'TopicItem', selection: 'TopicSelection' },
  ChangeList: { whole: 'ChangeItem', selection: 'ChangeSelection' },
  ReleaseList: { whole: 'ReleaseRow', selection: undefined },
} as const satisfies Record<string, { whole: ComponentName; selection: string | undefined }>

export interface JsonSchema {
  $ref?: string
  type?: string
  description?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  default?: unknown
  [keyword: string]: unknown
}

/** Returns every schema by name. `toReference` turns a name into the value of `$ref`. */
export function createJsonSchemas(toReference: (name: string) => string): Record<SchemaName, JsonSchema> {
  const components = convertComponents(toReference)
  const refer = (name: string): JsonSchema => ({ $ref: toReference(name) })
  const others = Object.entries(OTHER_LISTS).flatMap(([name, { whole, selection }]) =>
    selection === undefined
      ? [[name, createList(refer(whole))]]
      : [
          [selection, createSelection(components[whole] ?? {})],
          [name, createList({ anyOf: [refer(whole), refer(selection)] })],
        ],
  )
  const lists = Object.values(LISTS).flatMap(({ entity, references }) => {
    const [whole, selection] = [`${entity}Item`, `${entity}Selection`]
    const included = Object.keys(references).length > 0 ? { included: refer('Included') } : {}
    return [
      [selection, createSelection(components[whole] ?? {}, included)],
      [`${entity}List`, createList({ anyOf: [refer(whole), refer(selection)] }, included)],
    ]
  })
  return { ...components, ...Object.fromEntries([...others, ...lists]) } as Record<SchemaName, JsonSchema>
}

function convertComponents(toReference: (name: string) => string): Record<string, JsonSchema> {
  const described = findDescribedReferences(COMPONENTS)
  const converted: Record<string, object> = toJsonSchemaDefs(
    { ...COMPONENTS, ...Object.fromEntries([...described].map(([schema, { key }]) => [key, schema])) },
    {
      target: 'draft-2020-12',
      typeMode: 'output',
      ignoreActions: ['check'],
      overrideRef: ({ referenceId }) => referenceId,
      // JSON Schema has no flags for patterns: each is a Unicode one (draft 2020-12, 6.4).
      overrideAction: ({ valibotAction, jsonSchema }) =>
        valibotAction.type === 'regex' ? { ...jsonSchema, pattern: readPattern(valibotAction) } : undefined,
    },
  )
  const references = new Map([...described.values()].map(({ key, name, description }) => [key, { name, description }]))
  const resolve = (schema: JsonSchema): JsonSchema => {
    if (schema.$ref === undefined) return schema
    const { name, description } = references.get(schema.$ref) ?? { name: schema.$ref }
    return { $ref: toReference(name), ...(description !== undefined && { description }) }
  }
  return Object.fromEntries(
    Object.keys(COMPONENTS).map((name) => [name, openShape(converted[name] as JsonSchema, resolve)]),
  )
}

interface DescribedReference {
  key: string
  name: string
  description: string
}

interface Structure {
  entries?: Record<string, v.GenericSchema>
  item?: v.GenericSchema
  wrapped?: v.GenericSchema
  pipe?: readonly (v.GenericSchema | { type: string; description?: string })[]
}

/**
 * Finds fields whose schema is a component with its own description. The converter would copy the component instead of
 * referring to it.
 */
function findDescribedReferences(
  components: Record<string, v.GenericSchema>,
): Map<v.GenericSchema, DescribedReference> {
  const names = new Map(Object.entries(components).map(([name, schema]) => [schema, name]))
  const found = new Map<v.GenericSchema, DescribedReference>()
  const visit = (schema: v.GenericSchema) => {
    const { entries = {}, item, wrapped, pipe } = schema as Structure
    const [first, second] = pipe ?? []
    const name = names.get(first as v.GenericSchema)
    if (name !== undefined && pipe?.length === 2 && second && 'description' in second)
      found.set(schema, { key: `${name}-${found.size}`, name, description: second.description ?? '' })
    for (const part of [...Object.values(entries), item, wrapped]) if (part && !found.has(part)) visit(part)
  }
  for (const schema of Object.values(components)) visit(schema)
  return found
}

function readPattern(action: object): string {
  return (action as { requirement: RegExp }).requirement.source
}

/** Allows unknown fields, and requires the fields that the build fills in when an editor omits them. */
function openShape(
  { additionalProperties: _, ...schema }: JsonSchema,
  resolve: (schema: JsonSchema) => JsonSchema,
): JsonSchema {
  const { properties, items } = schema
  if (items) return { ...schema, items: openShape(items, resolve) }
  if (!properties) return resolve(schema)
  const required = Object.keys(properties).filter(
    (name) => schema.required?.includes(name) || properties[name]?.default !== undefined,
  )
  const opened = Object.entries(properties).map(([name, { default: _, ...property }]) => [
    name,
    openShape(property, resolve),
  ])
  return { ...schema, properties: Object.fromEntries(opened), required }
}

/** `included` is given for lists that support `include`. */
function createList(items: JsonSchema, included: Record<string, JsonSchema> = {}): JsonSchema {
  return {
    type: 'object',
    properties: {
      items: { type: 'array', items },
      total: { type: 'integer', minimum: 0, description: 'How many items the whole list has.' },
      next: { type: 'string', description: 'Cursor of the next page; absent on the last.' },
      ...included,
    },
    required: ['items', 'total'],
  }
}

/** Returns the schema of a whole item with every field optional. */
function createSelection({ required: _, ...whole }: JsonSchema, included?: Record<string, JsonSchema>): JsonSchema {
  return {
    ...whole,
    description: `With \`fields\`: only those.${included ? ' With `include`, a single item has `included`.' : ''}`,
    properties: { ...whole.properties, ...included },
  }
}
