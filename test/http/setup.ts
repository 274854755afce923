/** One service for all tests of the API, which only read. */
import type { TestProject } from 'vitest/node'
import { startService } from '../fixtures/worker-service.ts'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const service = await startService()
  project.provide('origin', service.origin)
  return service.close
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Origin of the service that runs for all tests of the API. */
    origin: string
  }
}
