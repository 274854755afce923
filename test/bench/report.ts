/** The results of a run, as text tables. */
import type { Ratio } from './rounds.ts'

export interface Goal {
  text: string
  isMet: boolean
}

export interface Result {
  what: string
  measured: string
  ratio?: Ratio
  goal?: Goal
}

/** A bar for each name; `isOurs` is highlighted. */
export interface Bars {
  title: string
  unit: string
  bars: { name: string; value: number; isOurs: boolean }[]
}

export interface Section {
  title: string
  /** What ratios compare with, and which direction is better. */
  about: string
  results: Result[]
  bars?: Bars[]
}

export const atLeast = (least: number, value: number): Goal => ({ text: `≥ ${least}`, isMet: value >= least })
export const atMost = (most: number, value: number, unit = ''): Goal => ({
  text: `≤ ${most}${unit && ` ${unit}`}`,
  isMet: value <= most,
})

export function showRatio({ ratio, low, high }: Ratio): string {
  return `${ratio.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`
}

export function showSection({ title, about, results }: Section): string {
  return `### ${title}\n\n${about}\n\n${showResults(results)}`
}

export function showResults(results: readonly Result[]): string {
  const rows = results.map(({ what, measured, ratio, goal }) => [
    what,
    measured,
    ratio ? showRatio(ratio) : '',
    goal?.text ?? '',
    goal ? (goal.isMet ? 'met' : '**missed**') : '',
  ])
  return [
    '| what | measured | ratio | goal | |',
    '|---|---|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n')
}

export function showGoals(sections: readonly Section[]): string {
  const goals = sections.flatMap(({ results }) => results.filter(({ goal }) => goal))
  const missed = goals.filter(({ goal }) => !goal?.isMet).map(({ what }) => what)
  return `${goals.length - missed.length} of ${goals.length} goals met.${missed.length > 0 ? ` Missed: ${missed.join('; ')}.` : ''}`
}
