/** One site for all its tests, which only read. */
import type { TestProject } from 'vitest/node'
import { startSite } from './service.ts'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const site = await startSite()
  project.provide('site', site.origin)
  return site.close
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Origin of the site that runs for all its tests. */
    site: string
  }
}
