/** The environments of wrangler.toml: this machine, whose name is empty, and those that are deployed. */
import type { Target } from '../store/store.ts'

export interface Environment {
  name: string
  /** Its PUBLIC_ORIGIN. */
  origin: string
  /** Its PUBLISHER_KEYS, as they are written. */
  keys: string
}

interface Vars {
  PUBLIC_ORIGIN?: string
  PUBLISHER_KEYS?: string
}

/** No environment inherits vars. */
export async function listEnvironments(): Promise<Environment[]> {
  const { experimental_readRawConfig } = await import('wrangler')
  const { CONFIGURATION } = await import('../store/kv-local.ts')
  const { vars, env = {} } = experimental_readRawConfig({ config: CONFIGURATION }).rawConfig
  const all: [string, { vars?: Vars }][] = [['', { vars } as { vars: Vars }], ...Object.entries(env as object)]
  return all.map(([name, { vars: { PUBLIC_ORIGIN = '', PUBLISHER_KEYS = '' } = {} }]) => ({
    name,
    origin: PUBLIC_ORIGIN,
    keys: PUBLISHER_KEYS,
  }))
}

/** The one that commands work on: `CLOUDFLARE_ENV` decides, as it does for wrangler. */
export async function readEnvironment(target: Target): Promise<Environment | undefined> {
  const wanted = target === 'local' ? '' : (process.env.CLOUDFLARE_ENV ?? '')
  return (await listEnvironments()).find(({ name }) => name === wanted)
}

/** Absent where none is served there. */
export async function findEnvironment(origin: string): Promise<Environment | undefined> {
  return (await listEnvironments()).find((environment) => environment.origin === origin)
}
