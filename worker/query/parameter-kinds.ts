/** Parameters in the tables: a description for the documentation, and the rule for parsing. */
import type { IntegerRule, Rule, TextRule } from './parameter.ts'

export interface Parameter<Value = unknown> {
  description: string
  /** A value that is accepted. Absent where only an answer can give one. */
  example?: string
  rule: Rule
  /** Type of the parsed value; only for the compiler. */
  value?: Value
}

/** By name, in the order of the documentation. */
export type ParameterTable = Record<string, Parameter>

export interface Words {
  description: string
  example?: string
}

export const createText = (words: Words, rule: Omit<TextRule, 'type'>): Parameter<string> & { rule: TextRule } => ({
  ...words,
  rule: { type: 'string', ...rule },
})
export const createInteger = (words: Words, rule: Omit<IntegerRule, 'type'>): Parameter<number> => ({
  ...words,
  rule: { type: 'integer', ...rule },
})
export const createNames = <Name extends string>(words: Words, names: readonly Name[]): Parameter<Name[]> => ({
  ...words,
  rule: { type: 'array', items: { enum: names } },
})
export const createOne = (description: string, names: readonly string[]): Parameter<string> => ({
  description,
  example: names[0] ?? '',
  rule: { type: 'string', enum: names },
})

export const ID: Omit<TextRule, 'type'> = {
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 80,
  expected: 'must be an id: lower-case words joined by hyphens',
}

/** Range of release numbers. */
export const RELEASES = { minimum: 1, maximum: 999_999 }
