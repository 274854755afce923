/** Suggests known ids for an unknown one. Pure. */

const MAX_SUGGESTIONS = 3
/** Below this score, the similarity of two ids is accidental. */
const MIN_SCORE = 0.3
const HYPHEN = '-'.charCodeAt(0)

interface Scored {
  id: string
  score: number
}

/**
 * Returns the ids that share most pairs of letters with `wanted`, the nearest first, and of equals the first; none below
 * `MIN_SCORE`.
 */
function findNearest(wanted: string, known: Iterable<string>): string[] {
  const pairs = new Set(listPairs(wanted.toLowerCase()))
  let nearest: Scored[] = []
  for (const id of known) {
    const score = compare(pairs, id)
    const last = nearest[MAX_SUGGESTIONS - 1]
    if (score < MIN_SCORE || (last && score <= last.score) || nearest.some((one) => one.id === id)) continue
    nearest = [...nearest, { id, score }].sort((a, b) => b.score - a.score).slice(0, MAX_SUGGESTIONS)
  }
  return nearest.map(({ id }) => id)
}

/** Sørensen–Dice coefficient, without creating a set for each of thousands of ids. */
function compare(wanted: ReadonlySet<number>, id: string): number {
  let common = 0
  for (let place = 0; place <= id.length; place++) if (wanted.has(readPair(id, place))) common++
  return (2 * common) / (wanted.size + id.length + 1)
}

function listPairs(id: string): number[] {
  return Array.from({ length: id.length + 1 }, (_, place) => readPair(id, place))
}

/** Returns the letter before this place and the one at it as one number. An id begins and ends like the words in it. */
function readPair(id: string, place: number): number {
  return ((id.charCodeAt(place - 1) || HYPHEN) << 16) | (id.charCodeAt(place) || HYPHEN)
}

/** Completes a sentence whose subject is a parameter. `place` names the lists with the known ids. */
export function describeUnknown(wanted: string, known: Iterable<string>, place: string): string {
  return `has no match for ${wanted} in ${place}${suggest(wanted, known)}`
}

/** Ends a sentence with the nearest ids; empty if none is near. */
export function suggest(wanted: string, known: Iterable<string>): string {
  const nearest = findNearest(wanted, known)
  return nearest.length === 0 ? '' : `; nearest: ${nearest.join(', ')}`
}
