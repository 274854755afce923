/** Replays a log: checks each entry by itself and in sequence, and whether the ref agrees with the result. Pure. */
import { hashRecord } from './blobs.ts'
import { type Fault, isEntry } from './chain-parts.ts'
import { findBrokenEntry } from './log.ts'
import type { Log, LogEntry, Ref } from './records.ts'

/** The state of a release after the last entry. */
export interface LoggedRelease {
  manifest: string
  /** The number of the first entry that named this manifest. */
  entry: number
  published: string
  isRedacted: boolean
}

/** Checks the entries up to the first broken one, then the ref against the result. */
export async function walkLog(ref: Ref, log: Log): Promise<{ releases: Map<number, LoggedRelease>; faults: Fault[] }> {
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
      return known && known.manifest === manifest ? undefined : `release ${release} did not exist in this form`
    case 'redact':
      return known && manifest !== undefined ? undefined : `release ${release} did not exist, so it cannot be rebuilt`
    case 'withdraw':
      return known && manifest === undefined ? undefined : `release ${release} did not exist, so it cannot be withdrawn`
  }
}

interface Outcome {
  releases: ReadonlyMap<number, LoggedRelease>
  latest: number
  shown: number | undefined
}

/** Compares the ref with the result of replaying the log. */
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
