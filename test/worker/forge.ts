/**
 * An attacker who can write any value to KV. Forgeries are consistent: every dependent hash is recomputed, from the file over the
 * manifest and the log to the ref.
 */
import { sha256Hex } from '../../data/citations/sha256.ts'
import {
  blobKey,
  canonicalJson,
  type Log,
  type Manifest,
  type Ref,
  refKey,
  WIDGETS_KEY,
  type WidgetIndex,
} from '../../data/store/records.ts'

export interface Forgery {
  ref: Ref
  log: Log
  /** By release; the ref also contains the current one. */
  manifests: Map<number, Manifest>
  /** Sets the content of the file `path` in a release. */
  putFile(release: number, path: string, content: string): Promise<void>
  /** Returns the content of the file `path` in a release. */
  readFile(release: number, path: string): Promise<string>
}

/** Changes records of a topic and writes them. */
export async function forge(
  kv: KVNamespace,
  topic: string,
  change: (forgery: Forgery) => void | Promise<void>,
): Promise<void> {
  const ref = (await kv.get<Ref>(refKey(topic), 'json')) as Ref
  const log = (await kv.get<Log>(blobKey(ref.log), 'json')) as Log
  const manifests = new Map<number, Manifest>()
  for (const { release, manifest } of log.entries) {
    if (manifest) manifests.set(release, (await kv.get<Manifest>(blobKey(manifest), 'json')) as Manifest)
  }
  ref.manifest = manifests.get(ref.manifest.release) ?? ref.manifest
  const manifestOf = (release: number) => manifests.get(release) as Manifest
  await change({
    ref,
    log,
    manifests,
    async putFile(release, path, content) {
      const sha256 = await putBlob(kv, content)
      manifestOf(release).files[path] = { sha256, bytes: new TextEncoder().encode(content).length }
    },
    readFile: async (release, path) => (await kv.get(blobKey(manifestOf(release).files[path]?.sha256 ?? ''))) ?? '',
  })
  const hashes = new Map<number, string>()
  for (const [release, manifest] of manifests) hashes.set(release, await putBlob(kv, canonicalJson(manifest)))
  for (const [index, entry] of log.entries.entries()) {
    const hash = hashes.get(entry.release)
    if (hash && entry.manifest) entry.manifest = hash
    const previous = log.entries[index - 1]
    if (previous) entry.previous = await sha256Hex(canonicalJson(previous))
  }
  const before = ref.before && {
    manifest: hashes.get(ref.manifest.basedOn ?? 0) ?? ref.before.manifest,
    log: ref.before.log,
  }
  const sealed = { ...ref, ...(before && { before }), log: await putBlob(kv, canonicalJson(log)) }
  await kv.put(refKey(topic), canonicalJson(sealed))
}

/** Adds a build of the widget under any short hash. */
export async function forgeWidget(kv: KVNamespace, hash: string, script: string): Promise<void> {
  const known = await kv.get<WidgetIndex>(WIDGETS_KEY, 'json')
  const builds = { ...known?.builds, [hash]: await putBlob(kv, script) }
  await kv.put(WIDGETS_KEY, JSON.stringify({ format: 2, ...known, builds }))
}

/** Reads every value, by key. */
export async function readValues(kv: KVNamespace): Promise<Map<string, ArrayBuffer>> {
  const { keys } = await kv.list()
  const values = keys.map(
    async ({ name }) => [name, (await kv.get(name, 'arrayBuffer')) ?? new ArrayBuffer(0)] as const,
  )
  return new Map(await Promise.all(values))
}

/** Opens a KV namespace in memory with a copy of these values; each test damages its own copy. */
export function openKv(of: ReadonlyMap<string, ArrayBuffer>): { kv: KVNamespace; values: Map<string, ArrayBuffer> } {
  const values = new Map(of)
  const kv = {
    async get(key: string, options: string | { type?: string } = 'text') {
      const bytes = values.get(key)
      const type = typeof options === 'string' ? options : options.type
      if (bytes === undefined || type === 'arrayBuffer') return bytes?.slice(0) ?? null
      const text = new TextDecoder().decode(bytes)
      return type === 'json' ? JSON.parse(text) : text
    },
    async put(key: string, value: string) {
      values.set(key, new TextEncoder().encode(value).buffer as ArrayBuffer)
    },
  }
  return { kv: kv as unknown as KVNamespace, values }
}

export async function putBlob(kv: KVNamespace, content: string): Promise<string> {
  const sha256 = await sha256Hex(content)
  await kv.put(blobKey(sha256), content)
  return sha256
}
