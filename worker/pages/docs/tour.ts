/**
 * The two-minute tour at the top of `/docs`: questions, each one request, with the answer that it gave. `tour.json` is written
 * by running the commands (`node test/http/write-tour.ts`); a test runs them again.
 */
import tour from './tour.json' with { type: 'json' }

export interface TourStep {
  question: string
  /** A shell command, with `ORIGIN` for the service. */
  command: string
  /** What it printed; cut where it ends with `…`. */
  answer: string
}

export const TOUR: TourStep[] = tour
