/** Licences, as SPDX expressions say them. */
import { type LockedPackage, nameOf } from './packages.ts'

/** What the edge or a reader's browser is given. */
export const SHIPPED = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause']

/** What is run on the way there, and never passed on. LGPL: the picture library that Wrangler's simulator brings. */
export const DEVELOPMENT = [
  ...SHIPPED,
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'LGPL-3.0-or-later',
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'W3C-20150513',
  'Zlib',
]

/** One way to take it is enough; all parts of that way must be allowed. Parentheses within a way are refused. */
export function isAllowed(expression: string, allowed: string[]): boolean {
  const ways = expression.replace(/^\((.*)\)$/, '$1').split(' OR ')
  return ways.some((way) => way.split(' AND ').every((licence) => allowed.includes(licence)))
}

/** Those of which the lockfile says nothing are builds for other machines: as the package that names them has it. */
export function findLicence(place: string, packages: Record<string, LockedPackage>): string | undefined {
  const own = packages[place]?.license
  if (own !== undefined) return own
  const name = nameOf(place)
  return Object.values(packages).find(({ optionalDependencies = {} }) => name in optionalDependencies)?.license
}
