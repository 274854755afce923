/** Suggests known ids for an unknown one. Pure. */

const MAX_SUGGESTIONS = 3
/** Below this score, the similarity of two ids is accidental. */
const MIN_SCORE = 0.3

/** Returns the ids that share most pairs of letters with `wanted`, the nearest first; none below `MIN_SCORE`. */
function findNearest(wanted: string, known: Iterable<string>): string[] {
  const pairs = listPairs(wanted)
  const scored = new Map<string, number>()
  for (const id of known) {
    const score = compare(pairs, id)
    if (score >= MIN_SCORE) scored.set(id, score)
  }
  return [...scored]
    .map(([id, score]) => ({ id, score }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, MAX_SUGGESTIONS)
    .map(({ id }) => id)
}

/** Returns the pairs of letters; the start and the end of each word count as a letter. */
function listPairs(id: string): Set<string> {
  const padded = `-${id.toLowerCase()}-`
  return new Set(Array.from({ length: padded.length - 1 }, (_, place) => padded.slice(place, place + 2)))
}

/** Sørensen–Dice coefficient, without creating a set for each of thousands of ids. */
function compare(wanted: ReadonlySet<string>, id: string): number {
  const padded = `-${id}-`
  let common = 0
  for (let place = 0; place < padded.length - 1; place++) if (wanted.has(padded.slice(place, place + 2))) common++
  return (2 * common) / (wanted.size + padded.length - 1)
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
