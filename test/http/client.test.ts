/** A client with types generated from the document: the README's example compiles and works. */

import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import openapiTypeScript, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { beforeAll, expect, inject, it } from 'vitest'
import { readContract } from './contract.ts'
import { TOPIC } from './topic.ts'

const TYPES = new URL('../../.build/api-types.d.ts', import.meta.url)
const EXAMPLE = new URL('client-example.ts', import.meta.url)

beforeAll(async () => {
  const { document } = await readContract(inject('origin'))
  // biome-ignore lint/suspicious/noExplicitAny: the document has a type of its own
  await writeFile(TYPES, astToString(await openapiTypeScript(document as any)))
})

it('compiles under the strictest rules', () => {
  const program = ts.createProgram([fileURLToPath(EXAMPLE)], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    allowImportingTsExtensions: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2024,
    lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
  })
  const problems = ts.getPreEmitDiagnostics(program)
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([])
})

it('reads a topic, and throws with the text of the problem', async () => {
  const { listEvents } = (await import(EXAMPLE.href)) as {
    listEvents: (origin: string, topic: string) => Promise<string[]>
  }
  expect(await listEvents(inject('origin'), TOPIC)).toContain('2007-07-24 Second round of talks (2)')
  await expect(listEvents(inject('origin'), 'nope')).rejects.toThrow(
    '404 Not Found: There is no topic nope. See /v1/topics.',
  )
})
