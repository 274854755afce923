/** What the service says of itself. */
import type { Content, Operation } from '../operation.ts'

const HEALTH: Record<string, Content> = { 'application/json': { schema: 'Health', example: 'health' } }

export const SERVICE_OPERATIONS: Operation[] = [
  {
    path: '/v1/openapi.json',
    id: 'getOpenApi',
    tag: 'Service',
    summary: 'This reference, for machines',
    description: 'OpenAPI 3.1.',
    content: { 'application/json': { schema: 'object' } },
    caching: 'revalidated',
    headers: ['Link'],
    statuses: [304, 503],
  },
  {
    path: '/v1/schemas.json',
    id: 'getSchemas',
    tag: 'Service',
    summary: 'Every shape as one JSON Schema document',
    description: 'Draft 2020-12. The shapes are under `$defs`, by the names of this document’s schemas.',
    content: { 'application/schema+json': { schema: 'object' } },
    caching: 'revalidated',
    statuses: [304, 503],
  },
  {
    path: '/v1/schemas/{schema}.json',
    id: 'getSchema',
    tag: 'Service',
    summary: 'One shape as JSON Schema',
    description: 'Draft 2020-12. The names are those of this document’s schemas.',
    content: { 'application/schema+json': { schema: 'object' } },
    caching: 'revalidated',
    statuses: [304, 404, 503],
  },
  {
    path: '/.well-known/api-catalog',
    id: 'getApiCatalog',
    tag: 'Service',
    summary: 'Where the API describes itself',
    description: 'RFC 9727.',
    content: { 'application/linkset+json': { schema: 'Linkset' } },
    caching: 'revalidated',
    headers: ['Link'],
    statuses: [304],
  },
  {
    path: '/healthz',
    id: 'getHealth',
    tag: 'Service',
    summary: 'Whether the service works',
    description: 'With 503 while Workers KV does not answer; the body says the same either way.',
    content: HEALTH,
    caching: 'no-store',
    statuses: [503],
    failing: HEALTH,
  },
]
