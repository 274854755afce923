/**
 * The reference, as files that the Worker sends: the OpenAPI document, and the page made of it. Both have the placeholder
 * for their origin. The same source and content give the same bytes.
 */
import type { AssetName } from '../assets.ts'
import { renderDocsPage } from '../pages/docs/page.ts'
import { createDocument } from './document.ts'
import { readExamples } from './examples.ts'

/** By name; `addressOf` says where the page finds what it loads. */
export async function createReference(addressOf: (name: AssetName) => string): Promise<Record<string, string>> {
  const document = createDocument(await readExamples())
  return {
    'openapi.json': JSON.stringify(document),
    'docs.html': renderDocsPage({ document, stylesheet: addressOf('docs.css'), script: addressOf('docs.js') }),
  }
}
