/**
 * The publisher's keys: the private key in a file that only its owner can read, the public keys in `PUBLISHER_KEYS` of an
 * environment of wrangler.toml.
 */
import { open, readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as v from 'valibot'
import { KEY_MISSING, type Storage } from '../store/refs.ts'
import { createSigner, generateKey, parseKeys, type Signer } from '../store/signature.ts'
import { StoreError } from '../store/store.ts'

export interface Environment {
  name: string
  /** `PUBLIC_ORIGIN`. */
  origin: string
  /** `PUBLISHER_KEYS`, unparsed. */
  keys: string
}

interface Vars {
  PUBLIC_ORIGIN?: string
  PUBLISHER_KEYS?: string
}

/** Lists the environments; they do not inherit vars. `configuration` replaces wrangler.toml. */
async function listEnvironments(configuration?: string): Promise<Environment[]> {
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

/** Reads the environment that `CLOUDFLARE_ENV` names, as wrangler does. */
async function readEnvironment(configuration?: string): Promise<Environment | undefined> {
  const wanted = process.env.CLOUDFLARE_ENV ?? ''
  return (await listEnvironments(configuration)).find(({ name }) => name === wanted)
}

/** Finds the environment that is served at `origin`; absent if there is none. */
export async function findEnvironment(origin: string): Promise<Environment | undefined> {
  return (await listEnvironments()).find((environment) => environment.origin === origin)
}

const KeyFile = v.object({
  kty: v.literal('OKP'),
  crv: v.literal('Ed25519'),
  d: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
  x: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
})

const OWNER_ONLY = 0o600
const OTHERS = 0o077

/** Creates a key pair and resolves with the public key. @throws when the file exists: a key is never overwritten */
export async function createKeyFile(path: string): Promise<string> {
  const file = await open(path, 'wx', OWNER_ONLY).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new Error(`${path} exists already; name a new file`) : error
  })
  try {
    const key = await generateKey()
    await file.writeFile(`${JSON.stringify(key)}\n`)
    await file.sync()
    return key.x
  } finally {
    await file.close()
  }
}

/** Reads a private key. @throws StoreError when the file is missing, is not a key, or other users can read it */
export async function readKeyFile(path: string): Promise<Signer> {
  const place = resolve(path)
  try {
    const { mode } = await stat(place)
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
      throw new StoreError(`others may read the key file ${place}: chmod 600 it, and make a new key if somebody has`)
    return await createSigner(v.parse(KeyFile, JSON.parse(await readFile(place, 'utf8'))))
  } catch (error) {
    if (error instanceof StoreError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw new StoreError(
      code === 'ENOENT' ? `there is no key file ${place}` : `${place} is not a key file of keygen (${message})`,
    )
  }
}

export interface TrustOptions {
  key?: string | undefined
  remote?: true | string | undefined
  config?: string | undefined
}

/**
 * Resolves with the public keys of the environment, and the private key from `--key` or `FACT_BOX_KEY`. A local store is
 * signed only with `--key`; its unsigned refs are refused then, as in the remote store.
 *
 * @throws StoreError when a key is needed and not named, or is not one of the environment's
 */
export async function openTrust(
  { remote, config, ...options }: TrustOptions,
  needsKey: boolean,
): Promise<Pick<Storage, 'keys' | 'signer'>> {
  const keys = remote || options.key ? await readPublisherKeys(config) : []
  const path = options.key ?? process.env.FACT_BOX_KEY
  if (!needsKey || (keys.length === 0 && !options.key)) return { keys }
  if (!path) throw new StoreError(KEY_MISSING)
  const signer = await readKeyFile(path)
  if (keys.length === 0)
    throw new StoreError(
      `nothing is signed here yet: put ${signer.publicKey} into PUBLISHER_KEYS in wrangler.toml first`,
    )
  if (!keys.includes(signer.publicKey))
    throw new StoreError(
      `the key in ${path} is not one of this environment's: PUBLISHER_KEYS does not have ${signer.publicKey}`,
    )
  return { keys, signer }
}

/** Reads `PUBLISHER_KEYS`: the process's variable, or else the environment's. @throws Error for an invalid key */
async function readPublisherKeys(config: string | undefined): Promise<string[]> {
  return parseKeys(process.env.PUBLISHER_KEYS ?? (await readEnvironment(config))?.keys)
}
