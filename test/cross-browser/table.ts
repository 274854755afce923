/** What was found, as text. Pure. */
import type { Outcome, Report } from './run-cases.ts'

export function showReports(cases: { name: string }[], reports: Report[], seconds: number): string {
  const rows = [
    ['case', ...reports.map(({ engine }) => engine)],
    ...cases.map(({ name }) => [name, ...reports.map((report) => showOutcome(report, name))]),
    ['passed', ...reports.map(({ outcomes }) => `${outcomes.filter(isPassed).length} of ${cases.length}`)],
  ]
  return [
    ...align(rows),
    '',
    ...reports.map(({ engine, version, state }) => `${engine}: ${state === 'ran' ? '' : `${state}, `}${version}`),
    `${seconds.toFixed(0)} s in all`,
    ...reports.flatMap(({ engine, outcomes }) =>
      outcomes
        .filter((outcome) => !isPassed(outcome))
        .map(({ name, failure }) => `\n${name} failed in ${engine}: ${failure}`),
    ),
  ].join('\n')
}

export function isPassed({ failure }: Outcome): boolean {
  return failure === undefined
}

function showOutcome({ state, outcomes }: Report, name: string): string {
  const outcome = outcomes.find((one) => one.name === name)
  if (!outcome) return state
  return `${isPassed(outcome) ? 'passed' : 'FAILED'} ${outcome.seconds.toFixed(1)} s`
}

function align(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
