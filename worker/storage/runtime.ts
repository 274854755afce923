/** What reading needs of where it runs: a test brings a clock of its own. */
export interface Runtime {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls `run` once after so many milliseconds, unless the function given back is called before. */
  startTimer(run: () => void, ms: number): () => void
  /** Lets the work go on after the reader who began it has left. */
  finish(work: Promise<unknown>): void
}
