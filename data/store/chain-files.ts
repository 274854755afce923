/** Checks that the manifests and files that a chain names exist, match their hashes, and were not permanently removed. */
import { hashRecord } from './blobs.ts'
import {
  type ChainPart,
  checkBlob,
  describePart,
  type Fault,
  isEntry,
  isLog,
  isManifest,
  parseJson,
  type ReadParts,
} from './chain-parts.ts'
import { listRemoved } from './log.ts'
import type { LoggedRelease } from './log-walk.ts'
import { canonicalJson, FALLBACK_MS, type FileEntry, type Log, type Manifest, type Ref } from './records.ts'

/** Checks the manifest of every release and the files that it names. A file of several releases is read once. */
export async function checkReleases(
  topic: string,
  { entries }: Log,
  releases: ReadonlyMap<number, LoggedRelease>,
  read: ReadParts,
): Promise<{ files: number; faults: Fault[] }> {
  const faults: Fault[] = []
  const checked = new Set<string>()
  const manifests = [...releases].map(
    ([release, { manifest }]): ChainPart => ({ what: 'manifest', sha256: manifest, release }),
  )
  const stored = await read(manifests)
  for (const [release, { manifest: sha256, entry, published }] of releases) {
    const part: ChainPart = { what: 'manifest', sha256, release }
    const bytes = stored.get(sha256)
    const fault = await checkBlob(part, bytes)
    if (fault) {
      faults.push({ entry, ...fault })
      continue
    }
    const manifest = parseJson(bytes)
    if (!isManifest(manifest) || manifest.topic !== topic || manifest.release !== release) {
      faults.push({ entry, problem: `it names something other than a manifest of release ${release}` })
      continue
    }
    if (manifest.published !== published)
      faults.push({ entry, problem: `release ${release} has a different date there` })
    const removed = new Set(entries.slice(entry - 1).flatMap((later) => (isEntry(later) ? (later.removed ?? []) : [])))
    const files = Object.entries(manifest.files)
    const revived = [sha256, ...files.map(([, file]) => file.sha256)].some((hash) => removed.has(hash))
    if (revived) faults.push({ entry, problem: `release ${release} names what was permanently removed` })
    const wanted = new Map(files.map(([path, file]) => [file.sha256, { path, ...file }]))
    for (const known of checked) wanted.delete(known)
    for (const known of wanted.keys()) checked.add(known)
    faults.push(...(await checkFiles(release, [...wanted.values()], read)).map((lost) => ({ entry, ...lost })))
  }
  return { files: checked.size, faults }
}

/** Checks a draft, which only the ref names, no log. */
export async function checkDraft({ manifest }: Ref, read: ReadParts): Promise<Fault[]> {
  if (!manifest.draft) return []
  const { release } = manifest
  const part: ChainPart = { what: 'manifest', sha256: await hashRecord(manifest), release }
  const fault = await checkBlob(part, (await read([part])).get(part.sha256))
  return [...(fault ? [fault] : []), ...(await checkFiles(release, listFiles(manifest), read))]
}

interface BeforeOptions {
  read: ReadParts
  now: Date
}

/**
 * Checks the state that clients fall back to: an earlier part of the log, and a release without anything removed since. `gc`
 * may delete it an hour after the ref was written; after that, only what still exists is checked.
 */
export async function checkBefore(ref: Ref, log: Log, { read, now }: BeforeOptions): Promise<Fault[]> {
  const { topic, before, updated } = ref
  if (!before) return []
  const logPart: ChainPart = { what: 'log', sha256: before.log, isBefore: true }
  const manifestPart: ChainPart = { what: 'manifest', sha256: before.manifest, isBefore: true }
  const stored = await read([logPart, manifestPart])
  const isSpared = now.getTime() - Date.parse(updated) < FALLBACK_MS
  const check = async (part: ChainPart, describe: (record: unknown) => string | undefined): Promise<Fault[]> => {
    const bytes = stored.get(part.sha256)
    if (!bytes && !isSpared) return []
    const fault = await checkBlob(part, bytes)
    if (fault) return [fault]
    const problem = describe(parseJson(bytes))
    return problem === undefined ? [] : [{ problem }]
  }
  const faults = [
    ...(await check(logPart, (earlier) => describeLogBefore(earlier, log))),
    ...(await check(manifestPart, (manifest) => describeManifestBefore(manifest, ref, log))),
  ]
  const manifest = parseJson(stored.get(before.manifest))
  if (faults.length > 0 || !isSpared || !isManifest(manifest) || manifest.topic !== topic) return faults
  return checkFiles(manifest.release, listFiles(manifest), read)
}

function describeLogBefore(earlier: unknown, { entries }: Log): string | undefined {
  const isBeginning =
    isLog(earlier) && canonicalJson(entries.slice(0, earlier.entries.length)) === canonicalJson(earlier.entries)
  return isBeginning ? undefined : 'the log does not continue the log before'
}

function describeManifestBefore(manifest: unknown, { topic, before, sequence }: Ref, log: Log): string | undefined {
  if (!isManifest(manifest) || manifest.topic !== topic) return 'the manifest before is not a manifest of the topic'
  const entries = log.entries.filter(isEntry)
  const named = entries.findIndex(({ manifest: sha256 }) => sha256 === before?.manifest)
  // A draft is in no log: only the removals of the last write are known to come after it.
  const later = named < 0 ? entries.filter((entry) => entry.sequence === sequence) : entries.slice(named)
  const removed = listRemoved({ ...log, entries: later })
  const isRevived = Object.values(manifest.files).some(({ sha256 }) => removed.has(sha256))
  return isRevived ? 'the manifest before names what was permanently removed' : undefined
}

function listFiles({ files }: Manifest) {
  return Object.entries(files).map(([path, file]) => ({ path, ...file }))
}

async function checkFiles(
  release: number,
  files: readonly ({ path: string } & FileEntry)[],
  read: ReadParts,
): Promise<Fault[]> {
  const parts = files.map(({ path, sha256 }): ChainPart => ({ what: 'file', sha256, release, path }))
  const stored = await read(parts)
  const faults: Fault[] = []
  for (const [index, part] of parts.entries()) {
    const bytes = stored.get(part.sha256)
    const fault = await checkBlob(part, bytes)
    if (fault) faults.push(fault)
    else if (bytes?.length !== files[index]?.bytes)
      faults.push({ problem: `${describePart(part)} has a different length than its manifest says` })
  }
  return faults
}
