/** Problems as an editor sees them: place, problem and remedy. Expected failures are values. */

/** Keys and indexes from the top of a file, such as `['events', 0, 'startDate']`. */
export type Path = readonly (string | number)[]

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
  /** `first-round › startDate`; empty for a whole file. */
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
