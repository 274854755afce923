/** Licences, as SPDX expressions. */
import { type LockedPackage, nameOf } from './packages.ts'

/** Licences of code that the edge or a browser runs. */
export const SHIPPED = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause']

/** Licences of development tools, which are never distributed. LGPL: the image library of Wrangler's simulator. */
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

/** Returns whether one alternative is fully allowed. Parentheses within an alternative are refused. */
export function isAllowed(expression: string, allowed: string[]): boolean {
  const ways = expression.replace(/^\((.*)\)$/, '$1').split(' OR ')
  return ways.some((way) => way.split(' AND ').every((licence) => allowed.includes(licence)))
}

/** Returns a package's licence. Builds for other machines have none in the lockfile: they take that of the package that names them. */
export function findLicence(place: string, packages: Record<string, LockedPackage>): string | undefined {
  const own = packages[place]?.license
  if (own !== undefined) return own
  const name = nameOf(place)
  return Object.values(packages).find(({ optionalDependencies = {} }) => name in optionalDependencies)?.license
}
