/**
 * What a query parameter may be, as JSON Schema (2020-12) says it, and the parsing that follows from it. One definition
 * serves the routes and the OpenAPI document. No I/O, nothing of the Worker: Node imports it too.
 */

export type ParameterSchema =
  | { type: 'string'; pattern?: string; minLength?: number; maxLength?: number }
  | ({ type: 'integer' } & IntegerSchema)
  /** One value with commas between its parts: `style: form, explode: false` in OpenAPI. */
  | { type: 'array'; items: { type: 'string'; enum: readonly string[] }; minItems: 1; uniqueItems: true }

/** `detail` completes a sentence whose subject is the parameter. */
export type Parsed<Value> = { value: Value } | { detail: string }

export interface Parameter<Value = unknown> {
  description: string
  schema: ParameterSchema
  /** A value that is accepted. */
  example: string
  isRequired?: true
  /** Takes what stands in the address, percent-decoded. The value is canonical: what means the same parses to the same. */
  parse: (text: string) => Parsed<Value>
}

/** By name, in the order in which they are documented. */
export type ParameterTable = Record<string, Parameter>

type StringSchema = Extract<ParameterSchema, { type: 'string' }>

interface IntegerSchema {
  minimum: number
  maximum: number
  default?: number
  multipleOf?: number
}

/**
 * `expected` says in words what the schema says in symbols: `must be …`. `read` gives the canonical form of what fits the
 * schema; absent when it is wrong all the same.
 */
export function createText(
  about: { description: string; example: string; expected: string },
  schema: Omit<StringSchema, 'type'>,
  read: (text: string) => string | undefined = (text) => text,
): Parameter<string> {
  const { description, example, expected } = about
  const pattern = new RegExp(schema.pattern ?? '', 'u')
  const { minLength = 1, maxLength = Number.POSITIVE_INFINITY } = schema
  return {
    description,
    schema: { type: 'string', ...schema },
    example,
    parse(text) {
      if (text.length > maxLength) return { detail: `must have ${maxLength} characters at most` }
      const value = text.length >= minLength && pattern.test(text) ? read(text) : undefined
      return value === undefined ? { detail: expected } : { value }
    },
  }
}

/** Where it has to be a multiple, another number stands for the nearest. */
export function createInteger(
  about: { description: string; example: string },
  schema: IntegerSchema,
): Parameter<number> {
  const { minimum, maximum, multipleOf = 1 } = schema
  return {
    ...about,
    schema: { type: 'integer', ...schema },
    parse(text) {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
      const isAllowed = value >= minimum && value <= maximum && String(value) === text
      if (isAllowed) return { value: Math.round(value / multipleOf) * multipleOf }
      return { detail: `must be a whole number from ${minimum} to ${maximum}` }
    },
  }
}

/** Some of `names`, with commas between them; their order means nothing. */
export function createNames<Name extends string>(
  about: { description: string; example: string },
  names: readonly Name[],
): Parameter<Name[]> {
  return {
    ...about,
    schema: { type: 'array', items: { type: 'string', enum: names }, minItems: 1, uniqueItems: true },
    parse(text) {
      const parts = text.split(',')
      const unknown = parts.filter((part) => !(names as readonly string[]).includes(part))
      if (unknown.length > 0) return { detail: `has no ${unknown.join(', ') || '""'}; there are ${names.join(', ')}` }
      if (new Set(parts).size < parts.length) return { detail: 'names something twice' }
      return { value: names.filter((name) => parts.includes(name)) }
    },
  }
}
