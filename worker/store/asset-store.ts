/**
 * Reads static files that are deployed with the Worker (`.build/assets`), with the same time limits as KV. Files stay in memory
 * while there is room, so an isolate reads the widget's script once. Failures are not cached.
 */
import { logError } from './log.ts'
import type { ReadThrough } from './read-through.ts'
import { createTtlCache } from './ttl-cache.ts'

/** Room for the widget's script and style sheet, and the largest other file. */
const MAX_ASSET_BYTES = 300_000
/** The binding uses only the path. */
const ORIGIN = 'https://assets.invalid/'

/** The message is for clients. */
export interface AssetError {
  kind: 'unavailable'
  detail: string
}

export interface AssetStore {
  /** `file` is a name from the build, never from a request. */
  read(file: string): Promise<ArrayBuffer | AssetError>
  readText(file: string): Promise<string | AssetError>
}

export interface AssetStoreOptions {
  assets: Pick<Fetcher, 'fetch'>
  now: () => number
  readThrough: ReadThrough
}

export function createAssetStore({ assets, now, readThrough }: AssetStoreOptions): AssetStore {
  const cache = createTtlCache<ArrayBuffer>({
    maxSize: MAX_ASSET_BYTES,
    ttlMs: Number.POSITIVE_INFINITY,
    sizeOf: ({ byteLength }) => byteLength,
    now,
  })

  async function fetchFile(file: string): Promise<ArrayBuffer> {
    const response = await assets.fetch(ORIGIN + file)
    if (!response.ok) throw new Error(`status ${response.status}`)
    return response.arrayBuffer()
  }

  async function read(file: string): Promise<ArrayBuffer | AssetError> {
    try {
      const { value } = await readThrough({ cache, key: file, read: () => fetchFile(file) })
      return value as ArrayBuffer
    } catch (error) {
      logError('unavailable', error, { file })
      return {
        kind: 'unavailable',
        detail: 'A file that is needed here cannot be read at the moment. Try again shortly.',
      }
    }
  }

  return {
    read,
    async readText(file) {
      const bytes = await read(file)
      return bytes instanceof ArrayBuffer ? new TextDecoder().decode(bytes) : bytes
    },
  }
}
