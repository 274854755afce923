/** A case: a page, which is also a demo, and what must be true on it. The table is `./host-pages/cases.ts`. */
import type { Service } from '../fixtures/box-service.ts'
import type { ColorScheme } from './engine.ts'
import type { Visit } from './visit.ts'

/** The tools of a check. */
export interface Tools {
  engine: string
  /** Serves the page's scripts and data. Its responses can be replaced, and its requests are recorded. */
  service: Service
  /** The served box, as JSON. */
  box: string
  /** Opens the case's page. */
  open: (options?: OpenOptions) => Promise<Visit>
  /** Compares the case's page with the same page when the widget's scripts are empty: only the box may differ. */
  expectPageUnchanged: (visit: Visit) => Promise<void>
}

export interface OpenOptions {
  /** A file beside the page, or a query. */
  path?: string
  colorScheme?: ColorScheme
}

export interface Spec {
  /** Rejects when something is wrong. */
  check: (tools: Tools) => Promise<void>
  /** Errors and warnings of the page itself; any other is a failure. */
  expectedErrors?: RegExp
}

export interface Case extends Spec {
  name: string
}

/** Defines a case that opens its page and waits for its boxes before it checks anything else. */
export function withBoxes(
  check: (tools: Tools & { visit: Visit }) => Promise<void>,
  { count = 1, ...spec }: Omit<Spec, 'check'> & { count?: number } = {},
): Spec {
  return {
    ...spec,
    async check(tools) {
      const visit = await tools.open()
      await visit.expectBoxes(count)
      await check({ ...tools, visit })
    },
  }
}
