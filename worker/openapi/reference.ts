/** The OpenAPI document with its examples, from which the reference is rendered. The same source and content give the same document. */
import type { OpenApiDocument } from '../pages/docs/openapi.ts'
import { createDocument } from './document.ts'
import { readExamples } from './examples.ts'

export async function createReference(): Promise<OpenApiDocument> {
  return createDocument(await readExamples())
}
