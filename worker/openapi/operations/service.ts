/** Operations that describe the service. */
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
    summary: 'All schemas as one JSON Schema document',
    description: 'Draft 2020-12. The schemas are under `$defs`, with the names that they have in this document.',
    content: { 'application/schema+json': { schema: 'object' } },
    caching: 'revalidated',
    statuses: [304, 503],
  },
  {
    path: '/v1/schemas/{schema}.json',
    id: 'getSchema',
    tag: 'Service',
    summary: 'One schema as JSON Schema',
    description: 'Draft 2020-12. With the names that the schemas have in this document.',
    content: { 'application/schema+json': { schema: 'object' } },
    caching: 'revalidated',
    statuses: [304, 404, 503],
  },
  {
    path: '/.well-known/api-catalog',
    id: 'getApiCatalog',
    tag: 'Service',
    summary: 'URLs of the API’s descriptions',
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
    description: 'Status 503 while Workers KV does not respond; the body has the same format.',
    content: HEALTH,
    caching: 'no-store',
    statuses: [503],
    failing: HEALTH,
  },
]
