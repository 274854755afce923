/**
 * The remote Workers KV, through Cloudflare's client and its bulk calls: at most 10,000 pairs per write and 100 keys per read.
 * Values are sent as base64, which keeps every byte; a value that a bulk read damages is read again by itself.
 */
import { setTimeout } from 'node:timers/promises'
import { NotFoundError } from 'cloudflare'
import {
  type CloudflareAccount,
  type CloudflareOptions,
  callCloudflare,
  openCloudflare,
  reportToStderr,
} from './cloudflare.ts'
import { createRemoteIndex } from './d1.ts'
import { findResources, readResources } from './remote-resources.ts'
import { inBatches, type OpenStore, type Store, type StoreEntry, StoreError, type StoreKey, toBytes } from './store.ts'

const MAX_BULK_KEYS = 10_000
const MAX_BULK_READ_KEYS = 100
/** A bulk write may have 100 MB; smaller ones show progress and finish within the timeout on a slow connection. */
const MAX_BULK_BYTES = 8_000_000
/** Attempts for pairs that Cloudflare reports as not stored, usually because a key allows one write per second. */
const MAX_ROUNDS = 7
const ROUND_WAIT_MS = 1000
/** Number of keys named in a message. */
const MAX_NAMED = 5
/** Cloudflare's code for a key without a value; any other 404 is a failure. */
const KEY_NOT_FOUND = 10009
/** Replaces bytes that are not UTF-8 in decoded text. */
const REPLACEMENT = '\ufffd'

export interface RemoteStoreOptions extends CloudflareOptions {
  /** Used instead of wrangler.toml, whose bindings name the namespace and the database. */
  configuration?: string
  /** Waits between attempts. */
  wait?: (ms: number) => Promise<unknown>
}

/** Opens the deployed store. @throws StoreError if there is no token, or no namespace; nothing was written then */
export async function openRemoteStore(options: RemoteStoreOptions = {}): Promise<OpenStore> {
  const { configuration, report = reportToStderr, wait = setTimeout } = options
  const resources = readResources(configuration)
  const cloudflare = await openCloudflare(options)
  const { namespace, database } = await findResources(cloudflare, resources)
  if (!namespace) {
    throw new StoreError(
      `there is no KV namespace ${resources.namespace.title}: \`npm run ship\` creates it, and deploys; then run this again`,
    )
  }
  if (!database && resources.database.isBound) {
    report(
      `there is no D1 database ${resources.database.title}, so lists and search are not updated: \`npm run deploy\` creates it; then reindex`,
    )
  }
  return {
    target: 'remote',
    store: createRemoteStore(cloudflare, namespace, { report, wait }),
    ...(database !== undefined && { index: createRemoteIndex(cloudflare, database) }),
    close: async () => {},
  }
}

function createRemoteStore(
  { client, account: account_id }: CloudflareAccount,
  namespace: string,
  { report, wait }: Required<Pick<RemoteStoreOptions, 'report' | 'wait'>>,
): Store {
  const { namespaces } = client.kv

  async function get(key: string): Promise<Uint8Array | undefined> {
    try {
      const response = await namespaces.values.get(key, { account_id, namespace_id: namespace })
      return new Uint8Array(await response.arrayBuffer())
    } catch (error) {
      if (error instanceof NotFoundError && error.errors[0]?.code === KEY_NOT_FOUND) return undefined
      throw error
    }
  }

  /** Reads keys in bulk. Halves a read whose values are too large for one response. */
  async function readBulk(keys: string[]): Promise<[string, Uint8Array | undefined][]> {
    if (keys.length === 1) return [[keys[0] ?? '', await get(keys[0] ?? '')]]
    try {
      const { values = {} } = (await namespaces.bulkGet(namespace, { account_id, keys })) ?? {}
      return await Promise.all(
        keys.map(async (key): Promise<[string, Uint8Array | undefined]> => {
          const text = values[key]
          if (typeof text !== 'string') return [key, undefined]
          return [key, text.includes(REPLACEMENT) ? await get(key) : toBytes(text)]
        }),
      )
    } catch (error) {
      if ((error as { status?: unknown }).status !== 413) throw error
      const middle = keys.length >> 1
      return (await Promise.all([keys.slice(0, middle), keys.slice(middle)].map(readBulk))).flat()
    }
  }

  /** Repeats the call with the items that Cloudflare reports as failed. @throws StoreError if some still fail */
  async function repeatForFailed<Item extends { key: string }>(
    items: Item[],
    done: 'stored' | 'deleted',
    call: (items: Item[]) => Promise<{ unsuccessful_keys?: string[] } | null>,
  ): Promise<void> {
    let left = items
    for (let round = 1; ; round++) {
      const failed = new Set((await call(left))?.unsuccessful_keys)
      left = left.filter(({ key }) => failed.has(key))
      if (left.length === 0) return
      if (round === MAX_ROUNDS) throw new StoreError(describeFailed(left, done))
      await wait(ROUND_WAIT_MS)
    }
  }

  async function putMany(entries: readonly StoreEntry[]): Promise<void> {
    const pairs = entries.map(({ key, value, metadata }) => ({
      key,
      value: Buffer.from(toBytes(value)).toString('base64'),
      base64: true,
      ...(metadata !== undefined && { metadata }),
    }))
    let stored = 0
    for (const batch of batchBySize(pairs)) {
      await repeatForFailed(batch, 'stored', (body) => namespaces.bulkUpdate(namespace, { account_id, body }))
      stored += batch.length
      if (stored < pairs.length) report(`${stored} of ${pairs.length} values stored …`)
    }
  }

  async function deleteMany(keys: readonly string[]): Promise<void> {
    const items = keys.map((key) => ({ key }))
    for (const batch of inBatches(items, MAX_BULK_KEYS)) {
      await repeatForFailed(batch, 'deleted', (left) =>
        namespaces.bulkDelete(namespace, { account_id, body: left.map(({ key }) => key) }),
      )
    }
  }

  return {
    get: (key) => callCloudflare(() => get(key)),
    async getMany(keys) {
      const found = new Map<string, Uint8Array>()
      for (const batch of inBatches([...new Set(keys)], MAX_BULK_READ_KEYS)) {
        for (const [key, bytes] of await callCloudflare(() => readBulk(batch))) if (bytes) found.set(key, bytes)
      }
      return found
    },
    put: (key, value, options = {}) => callCloudflare(() => putMany([{ key, value, ...options }])),
    putMany: (entries) => callCloudflare(() => putMany(entries)),
    list: (prefix) =>
      callCloudflare(async () => {
        const found: StoreKey[] = []
        for await (const { name, metadata } of namespaces.keys.list(namespace, { account_id, prefix })) {
          found.push({ key: name, ...(metadata !== undefined && { metadata }) })
        }
        return found
      }),
    deleteMany: (keys) => callCloudflare(() => deleteMany(keys)),
  }
}

function describeFailed(items: { key: string }[], done: string): string {
  const named = items.slice(0, MAX_NAMED).map(({ key }) => key)
  const others = items.length > MAX_NAMED ? ` and ${items.length - MAX_NAMED} more` : ''
  return `Cloudflare has not ${done} ${named.join(', ')}${others} after ${MAX_ROUNDS} tries. Run the same command again.`
}

function* batchBySize<Pair extends { value: string }>(pairs: Pair[]): Generator<Pair[]> {
  let batch: Pair[] = []
  let bytes = 0
  for (const pair of pairs) {
    if (batch.length === MAX_BULK_KEYS || (batch.length > 0 && bytes + pair.value.length > MAX_BULK_BYTES)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(pair)
    bytes += pair.value.length
  }
  if (batch.length > 0) yield batch
}
