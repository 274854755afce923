/** The runtime's rate limiting API, bound to the Worker. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Service, startService } from '../../fixtures/worker-service.ts'

const LIMIT = 5

let service: Service
beforeAll(async () => {
  service = await startService({
    publish: async () => {},
    configure(options) {
      for (const { config } of options.workers ?? []) {
        config.env = {
          ...config.env,
          RATE_LIMITER: { type: 'rate-limit', namespace: '1', simple: { limit: LIMIT, period: 60 } },
        }
      }
      return options
    },
  })
})
afterAll(() => service?.close())

it('allows a client as many requests as the binding says, and then no more', async () => {
  const statuses: number[] = []
  // A minute that ends in between begins the count again, once.
  while (statuses.at(-1) !== 429 && statuses.length <= 2 * LIMIT) {
    const response = await fetch(`${service.origin}/v1/topics`)
    statuses.push(response.status)
    await response.body?.cancel()
  }
  const allowed = statuses.length - 1
  expect(statuses).toEqual([...Array.from({ length: allowed }, () => 200), 429])
  expect(allowed).toBeGreaterThanOrEqual(LIMIT)
})
