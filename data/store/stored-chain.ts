/** Checks a topic's chain in a store. */
import { type ChainReport, checkChain } from './chain.ts'
import type { ReadParts } from './chain-parts.ts'
import { blobKey, refKey } from './records.ts'
import type { SignedStore } from './refs.ts'
import type { Store } from './store.ts'

/** Reads blobs as they are stored, damaged or not. */
export const readStored =
  (store: Store): ReadParts =>
  async (parts) => {
    const hashes = [...new Set(parts.map(({ sha256 }) => sha256))]
    if (hashes.length === 0) return new Map()
    const values = await store.getMany(hashes.map(blobKey))
    return new Map(
      hashes.flatMap((sha256): [string, Uint8Array][] => {
        const bytes = values.get(blobKey(sha256))
        return bytes ? [[sha256, bytes]] : []
      }),
    )
  }

export interface StoredChainOptions {
  /** Instead of reading from the store itself. */
  read?: ReadParts
  /** Also check what the ref's `before` must name at this time. */
  now?: Date
}

/** Checks the chain, including a draft and the releases that are hidden until they are rebuilt. */
export async function checkStoredChain(
  { store, keys = [] }: SignedStore,
  topic: string,
  { read = readStored(store), now }: StoredChainOptions = {},
): Promise<ChainReport> {
  const options = { read, readsHidden: true, keys, ...(now && { now }) }
  return checkChain(topic, parse(await store.get(refKey(topic))), options)
}

function parse(bytes: Uint8Array | undefined): unknown {
  try {
    return bytes && JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
