/** `node test/http/fuzz.ts [--requests N] [--seed S]`: sends random requests to the bundled Worker and checks them by its contract. */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { useTemporaryFolder } from '../fixtures/temporary-folder.ts'
import { readContract } from './contract.ts'
import { readKnown } from './known.ts'
import { createRequests } from './requests.ts'
import { tryRequest } from './verdict.ts'

export interface FuzzOptions {
  requests: number
  /** The same seed makes the same requests for the same contract and content. */
  seed: number
}

/** Returns how often each status occurred. @throws with the simplest request whose response breaks the contract */
export async function fuzz(origin: string, { requests, seed }: FuzzOptions): Promise<Record<number, number>> {
  const [contract, known] = await Promise.all([readContract(origin), readKnown(origin)])
  const statuses: Record<number, number> = {}
  const property = fc.asyncProperty(createRequests(contract, known), async (request) => {
    const { status, complaint } = await tryRequest(origin, contract, request)
    statuses[status] = (statuses[status] ?? 0) + 1
    if (complaint !== undefined) throw new Error(`${request.method} ${request.address}: ${complaint}`)
  })
  await fc.assert(property, { numRuns: requests, seed })
  return statuses
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { requests: { type: 'string' }, seed: { type: 'string' } } })
  const options = { requests: Number(values.requests ?? 5_000), seed: Number(values.seed ?? Date.now() % 2 ** 31) }
  useTemporaryFolder()
  const { startService } = await import('../fixtures/worker-service.ts')
  const service = await startService()
  try {
    console.log(`${options.requests} requests, seed ${options.seed}`)
    console.log(await fuzz(service.origin, options))
  } finally {
    await service.close()
  }
}
