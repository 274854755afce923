/**
 * The immutable records, by the SHA-256 of their bytes. Bytes are hashed once, before use (30 us for 30 kB); bytes that do not match
 * are never served or cached.
 */
import { sha256Hex } from '../../data/citations/sha256.ts'
import { blobKey } from '../../data/store/records.ts'
import { KV_CACHE_TTL_SECONDS } from '../freshness.ts'
import type { ReadThrough } from './read-through.ts'
import { createTtlCache } from './ttl-cache.ts'

/** Together with refs and responses, well below the memory limit of an isolate (128 MB). */
const MAX_BLOB_BYTES = 48_000_000
/** Parsed JSON with what lists derive from it (values, encoded items, words) takes four to six times the size of the text. */
const VALUE_FACTOR = 5

export interface Blob {
  sha256: string
  bytes: ArrayBuffer
  /** The last result of `parseCached` or `readCached`, and the function that computed it. */
  parsed?: { by: unknown; value: unknown }
}

export interface BlobStore {
  /** Resolves with undefined if this location of KV does not have it (yet), or has other bytes. Rejects when KV fails and there is no copy. */
  read(sha256: string): Promise<Blob | undefined>
  /** Returns the cached blob, without reading KV. */
  peek(sha256: string): Blob | undefined
  /**
   * Parses the JSON and returns the result of `parse`, cached as long as the blob, since parsing is the most expensive part of
   * serving a list. Always pass the same function for a kind of file.
   *
   * @throws {SyntaxError} if it is not JSON
   */
  parseCached<Json, Value>(blob: Blob, parse: (json: Json) => Value): Value | Promise<Value>
  /** The same with the text. */
  readCached<Value>(blob: Blob, read: (text: string) => Value): Value | Promise<Value>
}

export interface BlobStoreOptions {
  namespace: Pick<KVNamespace, 'get'>
  now: () => number
  readThrough: ReadThrough
}

export function createBlobStore({ namespace, now, readThrough }: BlobStoreOptions): BlobStore {
  const cache = createTtlCache<Blob>({
    maxSize: MAX_BLOB_BYTES,
    ttlMs: Number.POSITIVE_INFINITY,
    sizeOf: ({ bytes, parsed }) => bytes.byteLength * (parsed ? 1 + VALUE_FACTOR : 1),
    now,
  })

  async function readVerified(sha256: string): Promise<Blob | null> {
    const bytes = await namespace.get(blobKey(sha256), { type: 'arrayBuffer', cacheTtl: KV_CACHE_TTL_SECONDS })
    if (bytes === null || (await sha256Hex(new Uint8Array(bytes))) !== sha256) return null
    return { sha256, bytes }
  }

  function keep<Value>(blob: Blob, by: unknown, read: (body: Response) => Promise<Value>): Value | Promise<Value> {
    const parsed = cache.getStale(blob.sha256)?.parsed ?? blob.parsed
    return parsed && parsed.by === by ? (parsed.value as Value) : make(blob, by, read)
  }

  // Uses the body of a Response: for a long file this takes a third of the time of a TextDecoder.
  async function make<Value>(blob: Blob, by: unknown, read: (body: Response) => Promise<Value>): Promise<Value> {
    const value = await read(new Response(blob.bytes))
    blob.parsed = { by, value }
    // Set again, since its size has grown.
    cache.set(blob.sha256, blob)
    return value
  }

  return {
    async read(sha256) {
      return (await readThrough({ cache, key: sha256, read: () => readVerified(sha256) })).value
    },
    peek: (sha256) => cache.get(sha256),
    parseCached: (blob, parse) => keep(blob, parse, async (body) => parse(await body.json())),
    readCached: (blob, read) => keep(blob, read, async (body) => read(await body.text())),
  }
}
