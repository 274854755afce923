/**
 * Builds of the widget, kept for ever: a page that names one by its hash, and holds it to that hash by an integrity
 * attribute, gets the same bytes whatever was deployed since. Deploy one at a time, as one publishes one at a time.
 */
import { sha256Hex } from '../sha256.ts'
import { writeBlob } from './blobs.ts'
import { hashInAddress, WIDGETS_KEY, type Widgets } from './records.ts'
import { formatTime, type Store } from './store.ts'

export interface KeptWidget {
  kind: 'kept' | 'unchanged'
  /** As it stands in the address. */
  hash: string
}

export async function readWidgets(store: Store): Promise<Widgets> {
  const value = await store.get(WIDGETS_KEY)
  return value === null ? {} : (JSON.parse(value) as Widgets)
}

/**
 * The blob first, so that the row never names what is not there. Stopped anywhere, the same call completes the work.
 *
 * @throws before it writes anything when the hash in the address is that of another build already
 */
export async function keepWidget(store: Store, script: string, now: Date): Promise<KeptWidget> {
  const sha256 = await sha256Hex(script)
  const hash = hashInAddress(sha256)
  const widgets = await readWidgets(store)
  const known = Object.hasOwn(widgets, hash) ? widgets[hash] : undefined
  if (known !== undefined && known !== sha256)
    throw new Error(`/widget@${hash}.js is another build for ever; change a byte`)
  const isKnown = known !== undefined
  await writeBlob(store, { content: script, sha256 }, formatTime(now), isKnown)
  if (isKnown) return { kind: 'unchanged', hash }
  await store.put(WIDGETS_KEY, JSON.stringify({ ...widgets, [hash]: sha256 } satisfies Widgets))
  return { kind: 'kept', hash }
}
