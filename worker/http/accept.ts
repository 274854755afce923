/** Content negotiation by media type (RFC 9110, 12.5.1). */

interface Range {
  type: string
  quality: number
}

/** Whether the client accepts any type, as most programs do: it sends no Accept, or only the range of all types. */
export function takesAnything(accept: string | null | undefined): accept is '*/*' | null | undefined {
  return accept === undefined || accept === null || accept === '*/*'
}

/**
 * Returns the types that Accept allows, the preferred first; equal ones in the order of `types`. Ignores parameters of a range
 * other than its weight. A header without any valid range counts as absent.
 */
export function rankTypes<Type extends string>(accept: string | undefined, types: readonly Type[]): readonly Type[] {
  if (takesAnything(accept)) return types
  const ranges = parseAccept(accept)
  if (ranges.length === 0) return types
  return types
    .map((type) => ({ type, quality: findQuality(ranges, type) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ type }) => type)
}

/** The most specific range that covers a type decides. */
function findQuality(ranges: Range[], type: string): number {
  const covering = [type, type.replace(/\/.*/, '/*'), '*/*']
  for (const name of covering) {
    const range = ranges.find((candidate) => candidate.type === name)
    if (range) return range.quality
  }
  return 0
}

/** Commas and semicolons within quotes are not separators. */
function parseAccept(accept: string): Range[] {
  const parts = accept.toLowerCase().match(/(?:[^,"]|"(?:\\.|[^"\\])*"?)+/g) ?? []
  return parts.flatMap((part) => {
    const [type = '', ...parameters] = part.match(/(?:[^;"]|"(?:\\.|[^"\\])*"?)+/g) ?? []
    if (!/^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+$/.test(type.trim())) return []
    const weight = parameters.map((parameter) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1]).find(Boolean)
    return [{ type: type.trim(), quality: weight === undefined ? 1 : Math.min(1, Number(weight)) }]
  })
}
