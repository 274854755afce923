/**
 * The reference, as files that the Worker sends: the OpenAPI document, its schemas as one JSON Schema document, and the page
 * made of it. All have the placeholder for their origin. The same source and content give the same bytes.
 */

import { ORIGIN_PLACEHOLDER } from '../../data/origin.ts'
import type { AssetName } from '../assets.ts'
import type { OpenApiDocument } from '../pages/docs/openapi.ts'
import { renderDocsPage } from '../pages/docs/page.ts'
import { createDocument } from './document.ts'
import { readExamples } from './examples.ts'

/** By name; `addressOf` says where the page finds what it loads. */
export async function createReference(addressOf: (name: AssetName) => string): Promise<Record<string, string>> {
  const document = createDocument(await readExamples())
  return {
    'openapi.json': JSON.stringify(document),
    'schemas.json': JSON.stringify(bundleSchemas(document)),
    'docs.html': renderDocsPage({ document, stylesheet: addressOf('docs.css'), script: addressOf('docs.js') }),
  }
}

/** Every schema in one document, by name under `$defs`. */
function bundleSchemas({ components }: OpenApiDocument): object {
  const definitions = JSON.stringify(components.schemas).replaceAll('"#/components/schemas/', '"#/$defs/')
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${ORIGIN_PLACEHOLDER}/v1/schemas.json`,
    $defs: JSON.parse(definitions),
  }
}
