/** A case: a page, which is also a demo, and what must hold on it. The table is `./host-pages/cases.ts`. */
import type { Service } from '../fixtures/box-service.ts'
import type { ColorScheme } from './engine.ts'
import type { Visit } from './visit.ts'

/** What a check works with. */
export interface Tools {
  engine: string
  /** Serves the page's scripts and data. Its responses can be replaced, and its requests are recorded. */
  service: Service
  /** The box that it serves, as JSON. */
  box: string
  /** Opens the case's page. */
  open: (options?: OpenOptions) => Promise<Visit>
  /** Compares the case's page, as it is now, with itself when the widget's scripts are empty: only the box may differ. */
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
  /** Errors and warnings of the page's own; any other is a failure. */
  expectedErrors?: RegExp
}

export interface Case extends Spec {
  name: string
}

/** A case that opens its page and waits for its boxes before it checks anything else. */
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
