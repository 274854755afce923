/** The cases: a folder each, with a page, which is also a demo, and what is to be seen there. */
import { readdir } from 'node:fs/promises'
import { HOST_PAGES_FOLDER } from '../../worker/dev/demo-server.ts'
import type { Service } from '../service.ts'
import type { ColorScheme } from './engine.ts'
import type { Visit } from './visit.ts'

/** What a check works with. */
export interface Tools {
  engine: string
  /** Where the page's scripts and data come from: what it answers can be changed, what it was asked can be read. */
  service: Service
  /** The box that it serves, as JSON. */
  box: string
  /** Opens the case's page. */
  open: (options?: OpenOptions) => Promise<Visit>
  /** Compares the case's page, as it is now, with itself when our scripts are empty: but for the box it is the same. */
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

export async function loadCases(wanted: string[]): Promise<Case[]> {
  const entries = await readdir(HOST_PAGES_FOLDER, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length) throw new Error(`no such case: ${unknown.join(', ')}`)
  const chosen = wanted.length ? wanted : names.toSorted()
  return Promise.all(
    chosen.map(async (name) => ({ name, ...((await import(`${HOST_PAGES_FOLDER}${name}/spec.ts`)) as Spec) })),
  )
}
