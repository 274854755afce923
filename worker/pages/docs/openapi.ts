/** The parts of an OpenAPI 3.1 document that the API reference uses, and its operations with resolved references. */

/** A parameter, a response or a header, or a reference to a component. */
export type Part = Record<string, unknown>

export interface OpenApiOperation {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  parameters: Part[]
  responses: Record<string, Part>
}

export interface OpenApiDocument {
  openapi: string
  info: Record<string, unknown>
  servers: { url: string }[]
  security: []
  tags: { name: string; description: string }[]
  paths: Record<string, { get: OpenApiOperation }>
  components: Record<'schemas' | 'parameters' | 'headers' | 'responses', Record<string, Part>>
}

export interface ResolvedParameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description: string
  schema: {
    type?: string
    enum?: string[]
    items?: { enum?: string[] }
    minimum?: number
    maximum?: number
    multipleOf?: number
    default?: unknown
  }
  example?: unknown
}

interface ResolvedResponse {
  description: string
  content?: Record<string, { schema?: { $ref?: string }; example?: unknown }>
}

export interface ResolvedOperation {
  path: string
  id: string
  tag: string
  summary: string
  description?: string
  parameters: ResolvedParameter[]
  /** By status; without `default`. */
  responses: [status: string, ResolvedResponse][]
  /** The URL of the same in a release, if there is one. */
  pinned?: string
}

const RELEASE_SEGMENT = '/releases/{release}'

/** Resolves all operations. An operation that repeats another one under a release is not listed, but described with it. */
export function resolveOperations(document: OpenApiDocument): ResolvedOperation[] {
  const { paths } = document
  const withRelease = (path: string) => path.replace('/v1/topics/{topic}', `/v1/topics/{topic}${RELEASE_SEGMENT}`)
  const pinned = new Set(
    Object.keys(paths)
      .map(withRelease)
      .filter((path) => path in paths && path.includes(RELEASE_SEGMENT)),
  )
  return Object.entries(paths)
    .filter(([path]) => !pinned.has(path))
    .map(([path, { get }]) => ({
      path,
      ...resolveOperation(document, get),
      ...(withRelease(path) !== path && withRelease(path) in paths && { pinned: withRelease(path) }),
    }))
}

function resolveOperation(document: OpenApiDocument, operation: OpenApiOperation): Omit<ResolvedOperation, 'path'> {
  const { operationId: id, tags, summary, description, parameters, responses } = operation
  const answers = Object.entries(responses).filter(([status]) => status !== 'default')
  return {
    id,
    tag: tags[0] ?? '',
    summary,
    ...(description !== undefined && { description }),
    parameters: parameters.map((parameter) => follow(document, parameter) as unknown as ResolvedParameter),
    responses: answers.map(([status, response]) => [status, follow(document, response) as unknown as ResolvedResponse]),
  }
}

function follow({ components }: OpenApiDocument, part: Record<string, unknown>): Record<string, unknown> {
  if (typeof part.$ref !== 'string') return part
  const [section = '', name = ''] = part.$ref.split('/').slice(-2)
  return components[section as keyof typeof components][name] ?? {}
}
