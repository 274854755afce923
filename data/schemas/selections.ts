/**
 * Lists of which a query shaped the items: `fields` leaves fields out, `include` puts items in the place of their ids.
 * By the name of the schema; `references` says what each field can refer to.
 */
import type { ComponentName } from './components.ts'
import type { JsonSchema } from './json-schemas.ts'

interface Selection {
  of: ComponentName
  references?: Record<string, readonly ComponentName[]>
}

export const SELECTIONS = {
  EventSelection: { of: 'Event', references: { participants: ['Party'], superEvent: ['Event'] } },
  ArticleSelection: { of: 'Article' },
  StatementSelection: {
    of: 'Statement',
    references: { event: ['Event'], claimant: ['Party'], reportedBy: ['Article'], about: ['Party', 'Event'] },
  },
  PartySelection: { of: 'Party' },
  CorrectionSelection: {
    of: 'Correction',
    references: { target: ['Event', 'Article', 'Statement', 'Party'] },
  },
} as const satisfies Record<string, Selection>

export type SelectionName = keyof typeof SELECTIONS

/** A selected item: every field of the whole one, none of them required. */
export function createSelectedItem(
  whole: JsonSchema,
  { references = {} }: Selection,
  participant: JsonSchema,
  toReference: (name: string) => string,
): JsonSchema {
  const { required: _, description: __, ...schema } = whole
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]): [string, JsonSchema] => {
    const targets = references[name]?.map((target) => ({ $ref: toReference(target) }))
    return [name, targets ? allowInstead(field, targets) : field]
  })
  return { ...schema, properties: Object.fromEntries(fields) }

  function allowInstead(field: JsonSchema, targets: JsonSchema[]): JsonSchema {
    if (field.$ref === toReference('Participant')) {
      const { party = {}, ...others } = participant.properties ?? {}
      return { ...participant, properties: { party: allowInstead(party, targets), ...others } }
    }
    return field.items
      ? { ...field, items: allowInstead(field.items, targets) }
      : { anyOf: [{ $ref: toReference('Id') }, ...targets] }
  }
}
