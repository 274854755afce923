/** The check of a topic's chain, on a store: what it names is read there, whole or damaged. */
import { type ChainReport, checkChain } from './chain.ts'
import type { ReadParts } from './chain-parts.ts'
import { blobKey, refKey } from './records.ts'
import type { SignedStore } from './refs.ts'
import type { Store } from './store.ts'

/** As they are stored, right or wrong. */
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
  /** To check what the ref before named. */
  now?: Date
}

/** With the releases that are hidden until they are rebuilt. */
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
