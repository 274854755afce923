/** Problems as an editor sees them: place, problem and remedy. Expected failures are values. */

/** Keys and indexes from the top of a file, such as `['events', 0, 'startDate']`. */
export type Path = readonly (string | number)[]

/**
 * A place for people, the same in every command. Names a list's item by its id, or else by its number, counted from 1:
 * `first-round › participants › 2 › party`. `idAt` returns the id of the item at a path.
 */
export function describePath(path: Path, idAt: (path: Path) => unknown): string {
  const steps = path.map((step, index) => {
    if (typeof step === 'string') return step
    const id = idAt(path.slice(0, index + 1))
    return typeof id === 'string' ? id : String(step + 1)
  })
  return steps.join(' › ')
}

/** A finding of a check, before its line is known. */
export interface Finding {
  /** Without folder: `events.yml`. */
  file: string
  path: Path
  problem: string
  remedy: string
  /** A warning does not prevent publishing. Absent for an error. */
  severity?: 'warning'
}

/** A finding with its place, for people and for editing programs. `line` and `column` count from 1. */
export interface LocatedFinding extends Finding {
  /** As `describePath` says it; empty for a whole file. */
  place: string
  line: number
  column: number
  /** The value at that place, shortened; absent if there is none. */
  value?: string
}

/** An expected failure as a value: `problem` tells an editor what could not be done, and the remedy. */
export interface Failure {
  kind: 'failure'
  problem: string
}

export const fail = (problem: string): Failure => ({ kind: 'failure', problem })
