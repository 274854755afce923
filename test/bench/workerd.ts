/** Workers on workerd itself, with a separate configuration: no proxy in front, and nothing else in the process. */
import { once } from 'node:events'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { unstable_readConfig } from 'wrangler'
import { CONFIGURATION } from '../../data/store/kv-local.ts'
import { type Pinned, SERVER_CORE, startPinned } from './processes.ts'

const { compatibility_date: COMPATIBILITY_DATE } = unstable_readConfig({ config: CONFIGURATION })
/** The package exports the path of the binary for this machine. */
const BINARY: string = createRequire(import.meta.url)('workerd').default
/** Not a possible name of a Worker. */
const INSPECTOR = '(inspector)'
/** Without a limit, V8 collects garbage rarely, and then in the middle of a measurement. */
const V8_FLAGS = ['--max-heap-size=128']

/** One Worker: its modules by name, the first of them the main one. */
export interface Code {
  modules: Record<string, string | Uint8Array>
  /** Lines of Cap'n Proto. */
  bindings?: string[]
  /** Compatibility flags; without them, those of the date. */
  flags?: string[]
}

export interface Workerd extends Pinned {
  /** By the Worker's name. */
  origins: Record<string, string>
  /** The URL of its inspector, if requested: profiles can be taken there. */
  inspector: string | undefined
  stop: () => Promise<void>
}

/** Resolves when all of them listen. */
export async function startWorkerd(
  workers: Record<string, Code>,
  services: Record<string, string> = {},
  { isInspected = false } = {},
): Promise<Workerd> {
  const folder = await mkdtemp(join(tmpdir(), 'fact-box-bench-'))
  const config = join(folder, 'config.capnp')
  await writeFile(config, await writeConfiguration(folder, workers, services))
  const options = ['--control-fd=3', ...(isInspected ? ['--inspector-addr=127.0.0.1:0'] : [])]
  const pinned = startPinned(SERVER_CORE, [BINARY, 'serve', config, ...options], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  })
  const listening = Object.keys(workers).length + (isInspected ? 1 : 0)
  const { [INSPECTOR]: inspector, ...origins } = await readOrigins(pinned.child.stdio[3] as Readable, listening)
  return { ...pinned, origins, inspector }
}

async function writeConfiguration(folder: string, workers: Record<string, Code>, services: Record<string, string>) {
  const names = Object.keys(workers)
  for (const name of names) await writeModules(join(folder, name), workers[name]?.modules ?? {})
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  v8Flags = [${V8_FLAGS.map((flag) => `"${flag}"`).join(', ')}],
  services = [
    ${Object.entries(services)
      .map(([name, address]) => `(name = "${name}", external = (address = "${address}", http = ())),`)
      .join('\n    ')}
    ${names.map((name) => `(name = "${name}", worker = ${describeWorker(name, workers[name] as Code)}),`).join('\n    ')}
  ],
  sockets = [
    ${names.map((name) => `(name = "${name}", address = "127.0.0.1:0", http = (), service = "${name}"),`).join('\n    ')}
  ],
);
`
}

function describeWorker(name: string, { modules, bindings = [], flags = [] }: Code): string {
  const listed = Object.keys(modules).map(
    (module) => `(name = "${module}", ${module.endsWith('.js') ? 'esModule' : 'data'} = embed "${name}/${module}")`,
  )
  const compatibility = `compatibilityDate = "${COMPATIBILITY_DATE}", compatibilityFlags = ${JSON.stringify(flags)}`
  return `(modules = [${listed.join(', ')}], ${compatibility}, bindings = [${bindings.join(', ')}])`
}

async function writeModules(folder: string, modules: Code['modules']): Promise<void> {
  await mkdir(folder)
  for (const [name, content] of Object.entries(modules)) await writeFile(join(folder, name), content)
}

/** Reads workerd's output, where each socket and the inspector are reported as a line of JSON. */
async function readOrigins(control: Readable, count: number): Promise<Record<string, string>> {
  let said = ''
  for (;;) {
    const lines = said.split('\n').slice(0, -1)
    if (lines.length === count) {
      const heard = lines.map((line) => JSON.parse(line) as { socket?: string; port: number })
      return Object.fromEntries(heard.map(({ socket = INSPECTOR, port }) => [socket, `http://127.0.0.1:${port}`]))
    }
    const [chunk] = await once(control, 'data')
    said += chunk
  }
}
