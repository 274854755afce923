/** Every case by name: its page is in `pages/`. */
import type { Case, Spec } from '../cases.ts'
import { CONTENT } from './cases/content.ts'
import { LAYOUT } from './cases/layout.ts'
import { LIFETIME } from './cases/lifetime.ts'
import { PLACEMENT } from './cases/placement.ts'
import { SCRIPTS } from './cases/scripts.ts'
import { SERVICE } from './cases/service.ts'
import { UNTOUCHED } from './untouched.ts'

/** On these pages the box is there, has its usual style, and changes nothing else. */
const PLAIN = ['css-reset', 'framework-sheet', 'important-rules', 'module', 'plain', 'small-rem', 'unset-everything']

const SPECS: Record<string, Spec> = {
  ...CONTENT,
  ...LAYOUT,
  ...LIFETIME,
  ...PLACEMENT,
  ...SCRIPTS,
  ...SERVICE,
  'without-constructed-sheets': SCRIPTS['older-engine'] as Spec,
  ...Object.fromEntries(PLAIN.map((name) => [name, UNTOUCHED])),
}

export const CASES: Case[] = Object.entries(SPECS)
  .map(([name, spec]) => ({ name, ...spec }))
  .toSorted((one, other) => one.name.localeCompare(other.name))
