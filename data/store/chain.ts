/**
 * Whether a topic's ref, log, manifests and files fit together: the one check that `fsck` and `verify` make. It reads through
 * a function, so that it knows no store and no network, and believes nothing that it reads. What a redaction or a withdrawal
 * took away is marked in the log, and is not missed.
 */
import { sha256Hex } from '../sha256.ts'
import { hashRecord } from './blobs.ts'
import { findBrokenEntry } from './log.ts'
import { describeRef, isEntry, isLog, isManifest } from './record-forms.ts'
import type { FileEntry, Log, LogEntry, Manifest, Ref } from './records.ts'

/** A blob, and what it is to the topic. */
export interface ChainPart {
  sha256: string
  what: 'log' | 'manifest' | 'file'
  /** Of a manifest and a file. */
  release?: number
  path?: string
}

/** By hash, what was found under it, right or wrong. What is not found is absent. */
export type ReadParts = (parts: readonly ChainPart[]) => Promise<ReadonlyMap<string, Uint8Array>>

export interface Fault {
  /** The number of the log's entry that does not fit; absent where the fault is the ref's, or the log cannot be read. */
  entry?: number
  /** A blob that is missing, or has other bytes than its hash names; absent for what contradicts itself. */
  part?: ChainPart
  /** A sentence without its full stop. */
  problem: string
}

export interface ChainReport {
  topic: string
  sequence: number
  /** The hashes of the log's entries; the last is the head. */
  heads: string[]
  /** How many releases were read, and how many files of theirs, each once. */
  releases: number
  files: number
  /** By number, the releases that were rebuilt without something; withdrawn; and hidden, not rebuilt yet. */
  redacted: number[]
  withdrawn: number[]
  hidden: number[]
  /** Of the ref first, then in the order of the log; empty for a chain that is whole. */
  faults: Fault[]
}

export interface CheckOptions {
  read: ReadParts
  /** Whether a draft, and releases that are hidden until they are rebuilt, can be read: in the store, but not through the Worker. */
  readsHidden?: boolean
}

/** @throws whatever `read` throws */
export async function checkChain(topic: string, ref: unknown, options: CheckOptions): Promise<ChainReport> {
  const empty = { topic, sequence: 0, heads: [], releases: 0, files: 0, redacted: [], withdrawn: [], hidden: [] }
  const malformed = describeRef(topic, ref)
  if (malformed !== undefined) return { ...empty, faults: [{ problem: `the ref ${malformed}` }] }
  const { sequence, tombstones, log: sha256 } = ref as Ref
  const part: ChainPart = { what: 'log', sha256 }
  const bytes = (await options.read([part])).get(sha256)
  const fault = await checkBlob(part, bytes)
  const log = fault ? undefined : parseJson(bytes)
  if (!isLog(log)) {
    return { ...empty, sequence, faults: [fault ?? { part, problem: 'the log is not one that this code reads' }] }
  }
  const { releases, faults } = await walkLog(ref as Ref, log)
  const numbers = Object.keys(tombstones.releases).map(Number)
  const hidden = numbers.filter((release) => tombstones.releases[release]?.kind === 'redacting')
  const readable = [...releases].filter(([release]) => options.readsHidden || !hidden.includes(release))
  const { files, faults: lost } = await checkReleases(topic, log, new Map(readable), options.read)
  const { manifest } = ref as Ref
  if (manifest.draft && options.readsHidden) lost.push(...(await checkDraft(manifest, options.read)))
  return {
    topic,
    sequence,
    heads: await Promise.all(log.entries.map(hashRecord)),
    releases: readable.length,
    files,
    redacted: [...releases].filter(([, { isRedacted }]) => isRedacted).map(([release]) => release),
    withdrawn: numbers.filter((release) => tombstones.releases[release]?.kind === 'withdrawn'),
    hidden,
    faults: [...faults, ...lost].sort((a, b) => (a.entry ?? 0) - (b.entry ?? 0)),
  }
}

/** A release as the log leaves it. */
interface LoggedRelease {
  manifest: string
  /** The number of the entry that named this manifest first. */
  entry: number
  published: string
  isRedacted: boolean
}

/** Each entry by itself and after those before it, up to the first that is broken; then the ref against all of them. */
async function walkLog(ref: Ref, log: Log): Promise<{ releases: Map<number, LoggedRelease>; faults: Fault[] }> {
  const faults: Fault[] = []
  const releases = new Map<number, LoggedRelease>()
  const malformed = log.entries.findIndex((entry) => !isEntry(entry))
  const wellFormed = malformed < 0 ? log.entries : log.entries.slice(0, malformed)
  if (malformed >= 0) faults.push({ entry: malformed + 1, problem: 'the entry is malformed' })
  const broken = await findBrokenEntry({ ...log, entries: wellFormed })
  if (broken !== undefined) faults.push({ entry: broken, problem: 'it does not follow from the entry before' })
  let latest = 0
  let shown: number | undefined
  for (const entry of wellFormed.slice(0, broken === undefined ? undefined : broken - 1)) {
    const { kind, release, manifest, at } = entry
    const problem = describeEntry(entry, releases.get(release), latest)
    if (problem !== undefined) faults.push({ entry: entry.entry, problem })
    const known = releases.get(release)
    if (manifest === undefined) releases.delete(release)
    else if (known?.manifest !== manifest)
      releases.set(release, {
        manifest,
        entry: entry.entry,
        published: known?.published ?? at,
        isRedacted: kind === 'redact',
      })
    if (kind === 'publish') latest = Math.max(latest, release)
    if (kind === 'publish' || kind === 'rollback') shown = release
  }
  if (faults.length === 0) faults.push(...(await checkRef(ref, log, { releases, latest, shown })))
  return { releases, faults }
}

function describeEntry(
  { kind, release, manifest }: LogEntry,
  known: LoggedRelease | undefined,
  latest: number,
): string | undefined {
  switch (kind) {
    case 'publish':
      if (release !== latest + 1) return `it publishes release ${release} after release ${latest}`
      return manifest === undefined ? 'it publishes a release without a manifest' : undefined
    case 'rollback':
      return known && known.manifest === manifest ? undefined : `release ${release} was not there like this`
    case 'redact':
      return known && manifest !== undefined ? undefined : `release ${release} was not there to be rebuilt`
    case 'withdraw':
      return known && manifest === undefined ? undefined : `release ${release} was not there to be withdrawn`
  }
}

interface Outcome {
  releases: ReadonlyMap<number, LoggedRelease>
  latest: number
  shown: number | undefined
}

/** What the ref says and what the log comes to. */
async function checkRef(ref: Ref, { entries }: Log, { releases, latest, shown }: Outcome): Promise<Fault[]> {
  const { sequence, updated, manifest, tombstones } = ref
  const last = entries.at(-1)
  const faults: string[] = []
  if (last && (last.sequence > sequence || last.at > updated)) faults.push('the ref is older than its log')
  if (ref.latest !== latest) faults.push(`the ref has ${ref.latest} releases, and its log ${latest}`)
  if (!manifest.draft) {
    const isLogged = manifest.release === shown && releases.get(shown)?.manifest === (await hashRecord(manifest))
    if (!isLogged) faults.push(`the ref shows a release ${manifest.release} that its log does not`)
  }
  for (let release = 1; release <= latest; release++) {
    const isWithdrawn = tombstones.releases[release]?.kind === 'withdrawn'
    if (isWithdrawn === releases.has(release))
      faults.push(`ref and log differ on whether release ${release} is withdrawn`)
  }
  return faults.map((problem) => ({ problem }))
}

/** The manifest of every release and the files that it names; a file of several releases is read for the first. */
async function checkReleases(
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
      faults.push({ entry, problem: `it names something else than a manifest of release ${release}` })
      continue
    }
    if (manifest.published !== published) faults.push({ entry, problem: `release ${release} has another date there` })
    const removed = new Set(entries.slice(entry - 1).flatMap((later) => (isEntry(later) ? (later.removed ?? []) : [])))
    const files = Object.entries(manifest.files)
    const revived = [sha256, ...files.map(([, file]) => file.sha256)].some((hash) => removed.has(hash))
    if (revived) faults.push({ entry, problem: `release ${release} names what was removed for good` })
    const wanted = new Map(files.map(([path, file]) => [file.sha256, { path, ...file }]))
    for (const known of checked) wanted.delete(known)
    for (const known of wanted.keys()) checked.add(known)
    faults.push(...(await checkFiles(release, [...wanted.values()], read)).map((lost) => ({ entry, ...lost })))
  }
  return { files: checked.size, faults }
}

/** It is in no log: the ref alone names it. */
async function checkDraft(manifest: Manifest, read: ReadParts): Promise<Fault[]> {
  const { release, files } = manifest
  const part: ChainPart = { what: 'manifest', sha256: await hashRecord(manifest), release }
  const fault = await checkBlob(part, (await read([part])).get(part.sha256))
  const wanted = Object.entries(files).map(([path, file]) => ({ path, ...file }))
  return [...(fault ? [fault] : []), ...(await checkFiles(release, wanted, read))]
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
      faults.push({ problem: `${describePart(part)} has another length than its manifest says` })
  }
  return faults
}

async function checkBlob(part: ChainPart, bytes: Uint8Array | undefined): Promise<Fault | undefined> {
  if (!bytes) return { part, problem: `${describePart(part)} is missing` }
  if ((await sha256Hex(bytes)) === part.sha256) return undefined
  return { part, problem: `${describePart(part)} has other bytes than its hash names` }
}

export function describePart({ what, release, path }: ChainPart): string {
  if (what === 'log') return 'the log'
  return what === 'manifest' ? `the manifest of release ${release}` : `${path} of release ${release}`
}

function parseJson(bytes: Uint8Array | undefined): unknown {
  try {
    return bytes && JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
