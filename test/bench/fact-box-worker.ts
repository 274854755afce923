/** The Worker as deployed, with KV and static files served from this process. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'
import { unstable_readConfig } from 'wrangler'
import { CONFIGURATION } from '../../data/store/kv-local.ts'
import type { Storage } from '../../data/store/refs.ts'
import type { IndexDatabase, SqlValue } from '../../data/store/store.ts'
import { bundleWorker } from '../../worker/dev/bundle.ts'
import { createFakeD1 } from '../fault-injection/fake-d1.ts'
import { addressOf, listen } from '../fixtures/loopback.ts'
import { type KvServer, startKvServer } from './kv-server.ts'
import { type Code, startWorkerd, type Workerd } from './workerd.ts'

const ASSETS = fileURLToPath(new URL('../../.build/assets', import.meta.url))
export const ORIGIN = 'https://facts.example'
const FRESH_SECONDS = 60
/** Its compatibility flags, as deployed. */
export const { compatibility_flags: FLAGS } = unstable_readConfig({ config: CONFIGURATION })
const NAME = 'fact-box'
const NEIGHBOUR = 'neighbour'

export interface FactBoxWorker extends Workerd {
  origin: string
}

/** Two isolates of one process, of the same code. */
export interface FactBoxPair extends FactBoxWorker {
  neighbour: string
}

export interface Setting {
  kv: KvServer
  /** The same KV, and its own index, for publishing. */
  storage: Storage
  start: (options?: { isInspected: boolean }) => Promise<FactBoxWorker>
  startPair: () => Promise<FactBoxPair>
  /** Starts the Worker it is compared with; same bindings. */
  startEmpty: (code: Code) => Promise<FactBoxWorker>
}

/** Creates workers that read from one KV. */
export async function createSetting(script: string, assets: string): Promise<Setting> {
  const kv = await startKvServer()
  const bindings = [
    '(name = "FACTS", kvNamespace = "kv")',
    '(name = "ASSETS", service = "assets")',
    `(name = "PUBLIC_ORIGIN", text = "${ORIGIN}")`,
    `(name = "FRESH_SECONDS", json = "${FRESH_SECONDS}")`,
  ]
  const services = { kv: kv.address, assets }
  const code: Code = { modules: { 'index.js': script }, bindings, flags: FLAGS }
  return {
    kv,
    storage: { store: kv.store, index: openIndex() },
    async start(options) {
      const workerd = await startWorkerd({ [NAME]: code }, services, options)
      return { ...workerd, origin: workerd.origins[NAME] ?? '' }
    },
    async startPair() {
      const workerd = await startWorkerd({ [NAME]: code, [NEIGHBOUR]: code }, services)
      return { ...workerd, origin: workerd.origins[NAME] ?? '', neighbour: workerd.origins[NEIGHBOUR] ?? '' }
    },
    async startEmpty(empty) {
      const workerd = await startWorkerd({ [NAME]: { ...empty, bindings } }, services)
      return { ...workerd, origin: workerd.origins[NAME] ?? '' }
    },
  }
}

/** Opens an index in this process, as D1 is for a publisher: topics and boxes never read it. */
function openIndex(): IndexDatabase {
  const { batch } = createFakeD1(Date.now)
  return {
    batch: async (statements) => batch(statements),
    query: async <Row>(sql: string, params: readonly SqlValue[] = []) => batch([{ sql, params }])[0] as Row[],
  }
}

/** Minifies the bundle, as wrangler.toml does. */
export async function bundleForMeasuring(): Promise<string> {
  return (await transform(await bundleWorker(), { minify: true, format: 'esm', target: 'es2024' })).code
}

/** Starts the server behind `ASSETS`; returns its address, `127.0.0.1:1234`. */
export async function startAssets(): Promise<{ address: string; close: () => void }> {
  const server = await listen(async (path, response) => {
    const file = await readFile(ASSETS + path).catch(() => undefined)
    response.writeHead(file ? 200 : 404).end(file)
  })
  return { address: addressOf(server).replace('http://', ''), close: () => server.close() }
}
