/**
 * The API reference as data: the OpenAPI document, from which the page is rendered, and its schemas as one JSON Schema document.
 * Both contain the placeholder for the origin. Deterministic: the same source and content give the same bytes.
 */

import { ORIGIN_PLACEHOLDER } from '../../data/build/urls.ts'
import type { OpenApiDocument } from '../pages/docs/openapi.ts'
import { createDocument } from './document.ts'
import { readExamples } from './examples.ts'

export async function createReference(): Promise<OpenApiDocument> {
  return createDocument(await readExamples())
}

/** Returns the files that the Worker sends, by name. */
export function formatReference(document: OpenApiDocument): Record<string, string> {
  return { 'openapi.json': JSON.stringify(document), 'schemas.json': JSON.stringify(bundleSchemas(document)) }
}

/** Puts all schemas into one document, by name under `$defs`. */
function bundleSchemas({ components }: OpenApiDocument): object {
  const definitions = JSON.stringify(components.schemas).replaceAll('"#/components/schemas/', '"#/$defs/')
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${ORIGIN_PLACEHOLDER}/v1/schemas.json`,
    $defs: JSON.parse(definitions),
  }
}
