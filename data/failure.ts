/** What could not be done, said so that an editor knows what to do: an expected failure is a value. */
export interface Failure {
  kind: 'failure'
  problem: string
}

export const fail = (problem: string): Failure => ({ kind: 'failure', problem })
