/** Every case by name: its page is in `pages/`. */
import type { Case, Spec } from '../cases.ts'
import { CONTENT } from './cases/content.ts'
import { LAYOUT } from './cases/layout.ts'
import { LIFETIME } from './cases/lifetime.ts'
import { PLACEMENT } from './cases/placement.ts'
import { SCRIPTS } from './cases/scripts.ts'
import { SERVICE } from './cases/service.ts'
import { UNTOUCHED } from './untouched.ts'

/** On these the box is there, looks as it does anywhere, and changes nothing else. */
const PLAIN = ['css-reset', 'framework-sheet', 'important-rules', 'module', 'plain', 'small-rem', 'unset-everything']

const CASES: Record<string, Spec> = {
  ...CONTENT,
  ...LAYOUT,
  ...LIFETIME,
  ...PLACEMENT,
  ...SCRIPTS,
  ...SERVICE,
  'without-constructed-sheets': SCRIPTS['older-engine'] as Spec,
  ...Object.fromEntries(PLAIN.map((name) => [name, UNTOUCHED])),
}

/** Those of these names, or all. @throws for a name that there is not */
export function chooseCases(names: string[]): Case[] {
  const unknown = names.filter((name) => !Object.hasOwn(CASES, name))
  if (unknown.length > 0) throw new Error(`no such case: ${unknown.join(', ')}`)
  const chosen = names.length > 0 ? names : Object.keys(CASES).toSorted()
  return chosen.map((name) => ({ name, ...(CASES[name] as Spec) }))
}
