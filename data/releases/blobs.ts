import { sha256Hex } from '../sha256.ts'
import { type BlobMetadata, blobKey } from './records.ts'
import type { Store } from './store.ts'

/**
 * Looked for by listing and not first by `get`: a miss that KV caches would hide the blob from the reading back. A listing
 * lags behind deletions, so a blob that nothing is known to name (`isNamed`), and `gc` may have deleted, is read too.
 *
 * @throws when it does not read back as it was written
 */
export async function writeBlob(
  store: Store,
  { content, sha256 }: { content: string; sha256: string },
  written: string,
  isNamed: boolean,
): Promise<void> {
  const key = blobKey(sha256)
  const { keys } = await store.list({ prefix: key, limit: 1 })
  if (keys.length > 0 && (isNamed || (await isStored(store, sha256)))) return
  const metadata: BlobMetadata = { written }
  await store.put(key, content, { metadata })
  if (!(await isStored(store, sha256))) {
    throw new Error(`${key} does not read back as it was written; readers keep the release they have. Publish again.`)
  }
}

async function isStored(store: Store, sha256: string): Promise<boolean> {
  const stored = await store.get(blobKey(sha256))
  return stored !== null && (await sha256Hex(stored)) === sha256
}
