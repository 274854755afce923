/** Ids that a client may have meant. Pure. */

const MAX_SUGGESTIONS = 3

/** The ids that share most with `id`, the best first; those that share little are left out. */
export function findNearest(id: string, ids: Iterable<string>): string[] {
  const wanted = listPairs(id)
  return [...ids]
    .map((candidate) => ({ candidate, score: compare(wanted, listPairs(candidate)) }))
    .filter(({ score }) => score >= 0.4)
    .sort((a, b) => b.score - a.score || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, MAX_SUGGESTIONS)
    .map(({ candidate }) => candidate)
}

/** Completes a message: empty where nothing is near. */
export function suggest(id: string, ids: Iterable<string>): string {
  const nearest = findNearest(id, ids)
  return nearest.length === 0 ? '' : ` The nearest: ${nearest.join(', ')}.`
}

/** Neighbouring letters, which a typing error changes few of. */
function listPairs(text: string): Set<string> {
  const padded = `^${text}$`
  return new Set(Array.from({ length: padded.length - 1 }, (_, index) => padded.slice(index, index + 2)))
}

/** From 0 for nothing in common to 1 for the same pairs (Dice's coefficient). */
function compare(a: Set<string>, b: Set<string>): number {
  let shared = 0
  for (const pair of a) if (b.has(pair)) shared++
  return (2 * shared) / (a.size + b.size)
}
