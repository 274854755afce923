/**
 * Builds of the widget: each that was ever deployed stays, so that a page may name one by its hash and pin it with
 * `integrity`. One deploys at a time, as one publishes one at a time.
 */
import { createBlob, writeBlobs } from './blobs.ts'
import { SHORT_HASH_LENGTH, STORE_FORMAT, WIDGETS_KEY, type WidgetIndex } from './records.ts'
import { FormatError, formatTime } from './refs.ts'
import { type Store, StoreError } from './store.ts'

export interface ArchivedWidget {
  kind: 'archived' | 'unchanged'
  /** As it stands in the URL: `/widget@{hash}.js`. */
  hash: string
}

/** @throws FormatError */
export async function readWidgets(store: Store): Promise<WidgetIndex> {
  const value = await store.get(WIDGETS_KEY)
  if (!value) return { format: STORE_FORMAT, builds: {} }
  const { format = 1, builds = {} } = JSON.parse(new TextDecoder().decode(value)) as Partial<WidgetIndex>
  if (format !== STORE_FORMAT) throw new FormatError(format)
  return { format, builds }
}

/**
 * The blob first, so that the index never names what is not there. Stopped anywhere, the same call completes the work.
 *
 * @throws StoreError before it writes anything when another build has the short hash already
 */
export async function archiveWidget(store: Store, script: string, now: Date): Promise<ArchivedWidget> {
  const blob = await createBlob(script)
  const hash = blob.sha256.slice(0, SHORT_HASH_LENGTH)
  const { format, builds } = await readWidgets(store)
  const known = Object.hasOwn(builds, hash) ? builds[hash] : undefined
  if (known !== undefined && known !== blob.sha256) {
    throw new StoreError(`/widget@${hash}.js is another build permanently; change a byte of the script`)
  }
  await writeBlobs(store, [blob], formatTime(now), new Set(known === undefined ? [] : [known]))
  if (known !== undefined) return { kind: 'unchanged', hash }
  await store.put(
    WIDGETS_KEY,
    JSON.stringify({ format, builds: { ...builds, [hash]: blob.sha256 } } satisfies WidgetIndex),
  )
  return { kind: 'archived', hash }
}
