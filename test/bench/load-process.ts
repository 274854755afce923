/** Sends the requests of its parent, in its own process and on its own core. */
import { Pool } from 'undici'
import type { Burst, BurstResult } from './load.ts'

const CONNECTIONS = 16

const pools = new Map<string, Pool>()

process.on('message', async (burst: Burst) => process.send?.(await send(burst)))
process.on('disconnect', () => process.exit())

async function send({ origin, requests, amount }: Burst): Promise<BurstResult> {
  const pool = pools.get(origin) ?? new Pool(origin, { connections: CONNECTIONS })
  pools.set(origin, pool)
  const statuses = new Set<number>()
  let sent = 0
  async function read() {
    while (sent < amount) {
      const { path = '/', headers = {} } = requests[sent++ % requests.length] ?? {}
      const { statusCode, body } = await pool.request({ path, method: 'GET', headers })
      await body.dump({ limit: Number.POSITIVE_INFINITY })
      statuses.add(statusCode)
    }
  }
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, read))
    return { statuses: [...statuses] }
  } catch (error) {
    return { statuses: [...statuses], failure: String(error) }
  }
}
