/** Comparison by rounds: other work of the machine in a round affects everything that is compared. */

/** The ratio of the first to the second; half of the rounds lie between `low` and `high`. */
export interface Ratio {
  ratio: number
  low: number
  high: number
}

/** Until the code is compiled; not counted. */
const WARM_UP_ROUNDS = 2

/**
 * Runs each of `variants` in each turn of a round, in reverse order every second turn. Returns one value per round, by variant: the
 * mean of its turns. With many short turns, the machine has less time to change between the compared runs.
 */
export async function measureRounds<Name extends string>(
  variants: Record<Name, () => Promise<number>>,
  rounds: number,
  turns = 1,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(variants) as Name[]
  const values = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    const sums = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>
    for (let turn = 0; turn < turns; turn++) {
      for (const name of (round + turn) % 2 === 0 ? names : names.toReversed()) sums[name] += await variants[name]()
    }
    if (round >= 0) for (const name of names) values[name].push(sums[name] / turns)
  }
  return values
}

/** Computes the ratios within each round. */
export function compare(first: readonly number[], second: readonly number[]): Ratio {
  const ratios = first.map((value, round) => value / (second[round] ?? Number.NaN))
  return { ratio: median(ratios), low: quantile(ratios, 0.25), high: quantile(ratios, 0.75) }
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place % 1)
}
