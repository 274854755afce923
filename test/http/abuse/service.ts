/** The Worker on workerd with these topics, for the tests that need others than everybody's. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Miniflare, type MiniflareOptions } from 'miniflare'
import type { Authored } from '../../../data/schema/authored.ts'
import { createSimulatorOptions, openSimulatorStore } from '../../../data/store/kv-local.ts'
import { publishTopic } from '../../../data/store/publish.ts'
import type { Storage } from '../../../data/store/refs.ts'
import { bundleWorker } from '../../../worker/dev/bundle.ts'
import { findFreePort } from '../../../worker/dev/port.ts'

const PORT = 8950
const FRESH_SECONDS = 60
const PUBLISHED_AT = new Date('2026-11-01T12:00:00Z')

export interface Service {
  address: string
  /** Of the addresses that it tells. */
  origin: string
  storage: Storage
  close: () => Promise<void>
}

/** `change` may put something around the Worker before it starts. */
export async function startService(
  topics: readonly Authored[],
  change: (options: MiniflareOptions) => MiniflareOptions = (options) => options,
): Promise<Service> {
  const stateFolder = await mkdtemp(join(tmpdir(), 'fact-box-abuse-'))
  const port = await findFreePort(PORT)
  const origin = `http://127.0.0.1:${port}`
  const variables = { PUBLIC_ORIGIN: origin, FRESH_SECONDS }
  const simulator = new Miniflare(
    change(createSimulatorOptions({ script: await bundleWorker(), port, stateFolder, variables })),
  )
  await simulator.ready
  const storage = await openSimulatorStore(simulator)
  for (const topic of topics) await publishTopic(storage, topic, { now: PUBLISHED_AT, onto: 'any' })
  return {
    address: origin,
    origin,
    storage,
    close: async () => {
      await simulator.dispose()
      await rm(stateFolder, { recursive: true, force: true })
    },
  }
}
