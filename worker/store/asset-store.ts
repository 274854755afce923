/**
 * The files that the build wrote beside the Worker (`.build/assets`), read with the same limits as KV. What was read stays in
 * memory while there is room, so the widget's script is read once in an isolate. A failure is never kept.
 */
import { logError } from './log.ts'
import type { ReadThrough } from './read-through.ts'
import { createTtlCache } from './ttl-cache.ts'

/** Room for the widget's script and sheet beside the largest other file. */
const MAX_ASSET_BYTES = 300_000
/** The binding looks at the path alone. */
const ORIGIN = 'https://assets.invalid/'

/** The message is for clients. */
export interface AssetError {
  kind: 'unavailable'
  detail: string
}

export interface AssetStore {
  /** `file` is a name that the build gave, and never one from a request. */
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
        detail: 'This is made of a file that cannot be read at the moment. Try again shortly.',
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
