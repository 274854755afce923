/** What a form needs from a Valibot schema: its kind, its parts, whether it is optional. */
import * as v from 'valibot'
import { HttpUrl, Id, LanguageTag, PartialDate, Text } from '../../schema/entities.ts'

export interface FieldView {
  key: string
  schema: v.GenericSchema
  isOptional: boolean
}

export type SchemaView =
  | { kind: 'fields'; fields: FieldView[] }
  | { kind: 'list'; item: v.GenericSchema }
  | { kind: 'choice'; options: readonly string[] }
  | { kind: 'flag'; value: boolean }
  | { kind: 'number' }
  | { kind: 'text' }

interface Structure {
  type: string
  entries?: Record<string, v.GenericSchema>
  item?: v.GenericSchema
  wrapped?: v.GenericSchema
  options?: readonly string[]
  literal?: unknown
}

const OPTIONAL = new Set(['optional', 'exact_optional', 'nullish'])

export function viewSchema(schema: v.GenericSchema): SchemaView {
  const structure = schema as unknown as Structure
  if (structure.wrapped) return viewSchema(structure.wrapped)
  if (structure.entries)
    return {
      kind: 'fields',
      fields: Object.entries(structure.entries).map(([key, entry]) => ({
        key,
        schema: entry,
        isOptional: OPTIONAL.has((entry as unknown as Structure).type),
      })),
    }
  if (structure.item) return { kind: 'list', item: structure.item }
  if (structure.options) return { kind: 'choice', options: structure.options }
  if (structure.type === 'literal') return { kind: 'flag', value: structure.literal === true }
  return { kind: structure.type === 'number' ? 'number' : 'text' }
}

/** Creates a value with every required field, empty. */
export function createEmpty(schema: v.GenericSchema): unknown {
  const view = viewSchema(schema)
  switch (view.kind) {
    case 'fields':
      return Object.fromEntries(
        view.fields.filter(({ isOptional }) => !isOptional).map(({ key, schema: part }) => [key, createEmpty(part)]),
      )
    case 'list':
      return []
    case 'flag':
      return view.value
    case 'number':
      return 0
    default:
      return ''
  }
}

type Described = Parameters<typeof v.getDescription>[0]

/** Descriptions of general types, which say nothing about a particular field. */
const GENERAL = new Set(
  [Text, Id, PartialDate, HttpUrl, LanguageTag].map((schema) => v.getDescription(schema as Described)),
)

/** The schema's description of a field, shown to the editor. */
export function describeField(schema: v.GenericSchema): string | undefined {
  const { wrapped } = schema as unknown as Structure
  const description = v.getDescription(schema as Described) ?? (wrapped && v.getDescription(wrapped as Described))
  return GENERAL.has(description) ? undefined : description
}
