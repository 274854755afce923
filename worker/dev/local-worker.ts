/** Runs the Worker locally on workerd, with the local KV that `npm run data -- publish` writes. */
import { Miniflare } from 'miniflare'
import { createSimulatorOptions, openSimulatorStore, type SimulatorStore } from '../../data/store/kv-local.ts'
import { bundleWorker } from './bundle.ts'

export interface LocalWorker extends SimulatorStore {
  origin: string
  /** Bundles again and replaces the running code. Rejects with the bundler's errors; the old code then keeps running. */
  reload: () => Promise<void>
  close: () => Promise<void>
}

const ENTRY = new URL('./entry.ts', import.meta.url)
/** No caching, so that an edit is visible after a reload of the page. */
const FRESH_SECONDS = 0

export async function startLocalWorker(port: number, stateFolder?: string): Promise<LocalWorker> {
  const origin = `http://127.0.0.1:${port}`
  const createOptions = async () =>
    createSimulatorOptions({
      script: await bundleWorker(ENTRY),
      port,
      variables: { PUBLIC_ORIGIN: origin, FRESH_SECONDS },
      ...(stateFolder === undefined ? {} : { stateFolder }),
    })
  const simulator = new Miniflare(await createOptions())
  await simulator.ready
  return {
    origin,
    ...openSimulatorStore(simulator),
    reload: async () => simulator.setOptions(await createOptions()),
    close: () => simulator.dispose(),
  }
}
