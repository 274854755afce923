/**
 * The two-minute tour at the top of `/docs`: questions, each one request, with the answer that it gave. `tour.json` is written
 * by running the commands (`node test/http/write-tour.ts`); a test runs them again.
 */
import { html } from 'hono/html'
import { ORIGIN_PLACEHOLDER } from '../../../data/origin.ts'
import type { Html } from '../document.ts'
import tour from './tour.json' with { type: 'json' }

export interface TourStep {
  question: string
  /** A shell command, with the placeholder of the origin. */
  command: string
  /** What it printed; cut where it ends with `…`. */
  answer: string
}

export const TOUR: TourStep[] = tour

export function renderTour(): Html {
  return html`<section id="tour"><h2>Two minutes</h2>
<p>Six questions, each one request. The commands run as they stand; long answers are cut.</p>
${TOUR.map(
  ({ question, command, answer }) => html`<h3>${question}</h3>
<pre tabindex="0"><code>${command.replaceAll('ORIGIN', ORIGIN_PLACEHOLDER)}</code></pre>
<pre tabindex="0"><code>${answer.replaceAll('ORIGIN', ORIGIN_PLACEHOLDER)}</code></pre>`,
)}
</section>`
}
