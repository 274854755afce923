/** Creates the OpenAPI 3.1 document: schemas from the contract, parameters from the routes' table, responses from the operations. */
import { createJsonSchemas } from '../../data/schema/json-schema.ts'
import type { OpenApiDocument, OpenApiOperation } from '../pages/docs/openapi.ts'
import type { Examples } from './examples.ts'
import { INFO } from './info.ts'
import type { Operation } from './operation.ts'
import { OPERATIONS } from './operations/index.ts'
import { describeParameters, parameterComponents } from './parameters.ts'
import { describeResponses, headerComponents, responseComponents } from './responses.ts'
import { TAGS } from './tags.ts'

export function createDocument(examples: Examples): OpenApiDocument {
  const paths = OPERATIONS.map((operation) => [operation.path, { get: describeOperation(operation, examples) }])
  return dropUnused({
    openapi: '3.1.0',
    info: INFO,
    servers: [{ url: '/' }],
    security: [],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths: Object.fromEntries(paths),
    components: {
      schemas: createJsonSchemas((name) => `#/components/schemas/${name}`),
      parameters: parameterComponents,
      headers: headerComponents,
      responses: responseComponents,
    },
  })
}

function describeOperation(operation: Operation, examples: Examples): OpenApiOperation {
  const { id, tag, summary, description } = operation
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    parameters: describeParameters(operation),
    responses: describeResponses(operation, examples),
  }
}

/** Removes components without references, such as responses that no route gives yet. */
function dropUnused(document: OpenApiDocument): OpenApiDocument {
  const text = JSON.stringify(document)
  const components = Object.entries(document.components).map(([section, parts]) => {
    const used = Object.entries(parts).filter(([name]) => text.includes(`"#/components/${section}/${name}"`))
    return [section, Object.fromEntries(used)]
  })
  return { ...document, components: Object.fromEntries(components) }
}
