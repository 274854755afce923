/** As much of an OpenAPI 3.1 document as the reference is made of. */

/** A parameter, an answer, a header: whole, or a reference to one among the components. */
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
