/**
 * Archives builds of the widget: every deployed build is kept, so that a page can name one by its hash and pin it with
 * `integrity`. Deployments must not run at the same time.
 */
import { createBlob, writeBlobs } from './blobs.ts'
import { canonicalJson, SHORT_HASH_LENGTH, STORE_FORMAT, WIDGETS_KEY, type WidgetIndex } from './records.ts'
import { FormatError, formatTime, type SignedStore, type Storage, seal, UnsignedError } from './refs.ts'
import { isSigned } from './signature.ts'
import { StoreError } from './store.ts'

export interface ArchivedWidget {
  kind: 'archived' | 'unchanged'
  /** As in the URL: `/widget@{hash}.js`. */
  hash: string
}

/** @throws FormatError, and UnsignedError if records are signed and this one is not */
export async function readWidgets({ store, keys = [] }: SignedStore): Promise<WidgetIndex> {
  const value = await store.get(WIDGETS_KEY)
  if (!value) return { format: STORE_FORMAT, builds: {} }
  const row = JSON.parse(new TextDecoder().decode(value))
  const { format = 1, builds = {} } = row as Partial<WidgetIndex>
  if (format !== STORE_FORMAT) throw new FormatError(format)
  if (keys.length > 0 && !(await isSigned(row, keys))) throw new UnsignedError(WIDGETS_KEY)
  return { format, builds }
}

/** @throws StoreError if records are signed and the key is missing */
export async function writeWidgets({ store, ...trust }: Storage, builds: WidgetIndex['builds']): Promise<void> {
  const row: WidgetIndex = { format: STORE_FORMAT, builds }
  await store.put(WIDGETS_KEY, canonicalJson(await seal(row, trust)))
}

/**
 * Writes the blob first, so that the record never names a missing one. If interrupted, the same call completes the work.
 *
 * @throws StoreError before it writes anything, if another build already has the short hash
 */
export async function archiveWidget(storage: Storage, script: string, now: Date): Promise<ArchivedWidget> {
  const blob = await createBlob(script)
  const hash = blob.sha256.slice(0, SHORT_HASH_LENGTH)
  const { builds } = await readWidgets(storage)
  const known = Object.hasOwn(builds, hash) ? builds[hash] : undefined
  if (known !== undefined && known !== blob.sha256) {
    throw new StoreError(`/widget@${hash}.js is already another build; change a byte of the script`)
  }
  await writeBlobs(storage.store, [blob], formatTime(now), new Set(known === undefined ? [] : [known]))
  if (known !== undefined) return { kind: 'unchanged', hash }
  await writeWidgets(storage, { ...builds, [hash]: blob.sha256 })
  return { kind: 'archived', hash }
}
