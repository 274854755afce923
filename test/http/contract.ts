/** The OpenAPI document of a service, parsed for tests: its routes, and whether a body matches them. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { OpenApiDocument, OpenApiOperation } from '../../worker/pages/docs/openapi.ts'

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema: ParameterSchema
  example?: unknown
}

export interface ParameterSchema {
  $ref?: string
  type?: string
  pattern?: string
  maxLength?: number
  minimum?: number
  maximum?: number
  items?: { enum?: string[] }
}

interface Answer {
  headers?: Record<string, unknown>
  content?: Record<string, { schema: object }>
}

export interface Route {
  path: string
  id: string
  parameters: Parameter[]
  /** By status, without `default`. */
  answers: Record<string, Answer>
}

export interface Contract {
  document: OpenApiDocument
  routes: Route[]
  /** Returns the routes whose template matches: more than one where a name can be mistaken for another route's suffix. */
  match: (path: string) => Route[]
  /** Returns what is wrong with a JSON body, if anything. A field that the schema does not name is wrong. */
  judge: (schema: object, body: unknown) => string | undefined
}

export async function readContract(origin: string): Promise<Contract> {
  const response = await fetch(`${origin}/v1/openapi.json`)
  return openContract((await response.json()) as OpenApiDocument)
}

export function openContract(document: OpenApiDocument): Contract {
  const routes = Object.entries(document.paths).map(([path, { get }]) => openRoute(document, path, get))
  const patterns = routes.map((route) => ({ route, pattern: toPattern(route.path) }))
  return {
    document,
    routes,
    match: (path) => patterns.filter(({ pattern }) => pattern.test(path)).map(({ route }) => route),
    judge: createJudge(document),
  }
}

function openRoute(document: OpenApiDocument, path: string, operation: OpenApiOperation): Route {
  const answers = Object.entries(operation.responses).filter(([status]) => status !== 'default')
  return {
    path,
    id: operation.operationId,
    parameters: operation.parameters.map((parameter) => follow<Parameter>(document, parameter)),
    answers: Object.fromEntries(answers.map(([status, answer]) => [status, follow<Answer>(document, answer)])),
  }
}

function follow<Part>({ components }: OpenApiDocument, part: Record<string, unknown>): Part {
  const [section = '', name = ''] = String(part.$ref ?? '')
    .split('/')
    .slice(-2)
  return (part.$ref === undefined ? part : components[section as keyof typeof components][name]) as Part
}

function toPattern(path: string): RegExp {
  const pieces = path.split(/\{\w+\}/).map((piece) => piece.replace(/[.]/g, '\\.'))
  return new RegExp(`^${pieces.join('[^/]+')}$`)
}

function createJudge(document: OpenApiDocument): Contract['judge'] {
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'contract:', ...(closeShapes(document) as object) })
  const compiled = new WeakMap<object, ValidateFunction>()
  return (schema, body) => {
    const validate = compiled.get(schema) ?? ajv.compile(pointInto(closeShapes(schema)) as object)
    compiled.set(schema, validate)
    return validate(body) ? undefined : ajv.errorsText(validate.errors)
  }
}

/** Forbids unknown fields: the contract allows additions, but a test reports every undescribed field. */
function closeShapes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closeShapes)
  if (typeof value !== 'object' || value === null) return value
  const closed = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, closeShapes(inner)]))
  const isShape = closed.type === 'object' && closed.properties !== undefined
  return isShape ? { ...closed, additionalProperties: false } : closed
}

/** Makes the references of a schema point into the document that it was taken from. */
function pointInto(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"contract:#/components/'))
}
