/** The environments of wrangler.toml: production, whose name is empty, and what else is deployed. */

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

/** No environment inherits vars. `configuration` is in the place of wrangler.toml. */
export async function listEnvironments(configuration?: string): Promise<Environment[]> {
  const { experimental_readRawConfig } = await import('wrangler')
  const { CONFIGURATION } = await import('../store/kv-local.ts')
  const { vars, env = {} } = experimental_readRawConfig({ config: configuration ?? CONFIGURATION }).rawConfig
  const all: [string, { vars?: Vars }][] = [['', { vars } as { vars: Vars }], ...Object.entries(env as object)]
  return all.map(([name, { vars: { PUBLIC_ORIGIN = '', PUBLISHER_KEYS = '' } = {} }]) => ({
    name,
    origin: PUBLIC_ORIGIN,
    keys: PUBLISHER_KEYS,
  }))
}

/** The one that commands work on: `CLOUDFLARE_ENV` decides, as it does for wrangler. */
export async function readEnvironment(configuration?: string): Promise<Environment | undefined> {
  const wanted = process.env.CLOUDFLARE_ENV ?? ''
  return (await listEnvironments(configuration)).find(({ name }) => name === wanted)
}

/** Absent where none is served there. */
export async function findEnvironment(origin: string): Promise<Environment | undefined> {
  return (await listEnvironments()).find((environment) => environment.origin === origin)
}
