/**
 * The contract as JSON Schema (draft 2020-12), each schema under its name and the others by reference. Published shapes
 * only ever grow, so no schema forbids a field that it does not know.
 */
import { toJsonSchemaDefs } from '@valibot/to-json-schema'
import { COMPONENTS, LISTS, type SchemaName } from './components.ts'
import { DESCRIPTIONS, type Descriptions } from './descriptions.ts'
import { createSelectedItem, SELECTIONS } from './selections.ts'

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

/** `toReference` says how one schema names another. */
export function createJsonSchemas(toReference: (name: string) => string): Record<SchemaName, JsonSchema> {
  const converted = toJsonSchemaDefs(COMPONENTS, {
    target: 'draft-2020-12',
    typeMode: 'output',
    ignoreActions: ['check'],
    overrideRef: ({ referenceId }) => toReference(referenceId),
    // A flag has no place in JSON Schema, where every pattern is a Unicode one (draft 2020-12, 6.4).
    overrideAction: ({ valibotAction, jsonSchema }) =>
      valibotAction.type === 'regex' ? { ...jsonSchema, pattern: readPattern(valibotAction) } : undefined,
  })
  const components: Record<string, JsonSchema> = Object.fromEntries(
    Object.entries(converted).map(([name, schema]) => [
      name,
      describe(openShape(schema as JsonSchema), DESCRIPTIONS[name as keyof Descriptions] ?? {}),
    ]),
  )
  const { Participant = {} } = components
  const lists = Object.entries(LISTS).map(([name, item]) => [name, createList({ $ref: toReference(item) })])
  const selections = Object.entries(SELECTIONS).map(([name, selection]) => {
    const item = createSelectedItem(components[selection.of] ?? {}, selection, Participant, toReference)
    return [name, { description: SELECTED, ...createList(item) }]
  })
  return { ...components, ...Object.fromEntries([...lists, ...selections]) } as Record<SchemaName, JsonSchema>
}

function readPattern(action: object): string {
  return (action as { requirement: RegExp }).requirement.source
}

/** Unknown fields are allowed; a field that the build fills in when an editor leaves it out is always there. */
function openShape({ additionalProperties: _, ...schema }: JsonSchema): JsonSchema {
  const { properties, items } = schema
  if (items) return { ...schema, items: openShape(items) }
  if (!properties) return schema
  const required = Object.keys(properties).filter(
    (name) => schema.required?.includes(name) || properties[name]?.default !== undefined,
  )
  const opened = Object.entries(properties).map(([name, { default: _, ...property }]) => [name, openShape(property)])
  return { ...schema, properties: Object.fromEntries(opened), required }
}

function describe(schema: JsonSchema, { '': own, ...fields }: Record<string, string>): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const description = fields[name]
    return [name, description === undefined ? property : { ...property, description }]
  })
  return {
    ...(own !== undefined && { description: own }),
    ...schema,
    ...(schema.properties && { properties: Object.fromEntries(properties) }),
  }
}

const SELECTED = 'With `fields`, items have those alone; with `include`, items stand in the place of their ids.'

function createList(item: JsonSchema): JsonSchema {
  return {
    type: 'object',
    properties: {
      items: { type: 'array', items: item },
      next: { type: 'string', description: 'Cursor of the next page; absent on the last.' },
    },
    required: ['items'],
  }
}
