/** The blobs that a chain is made of: how they are read, and what can be wrong with one. */
import { sha256Hex } from '../citations/sha256.ts'

/** A blob, and what it is to the topic. */
export interface ChainPart {
  sha256: string
  what: 'log' | 'manifest' | 'file'
  /** Of a manifest and a file. */
  release?: number
  path?: string
  /** Of the state before: the ref's `before` names it. */
  isBefore?: true
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

export async function checkBlob(part: ChainPart, bytes: Uint8Array | undefined): Promise<Fault | undefined> {
  if (!bytes) return { part, problem: `${describePart(part)} is missing` }
  if ((await sha256Hex(bytes)) === part.sha256) return undefined
  return { part, problem: `${describePart(part)} has other bytes than its hash names` }
}

export function describePart({ what, release, path, isBefore }: ChainPart): string {
  if (isBefore) return `the ${what} before`
  if (what === 'log') return 'the log'
  return what === 'manifest' ? `the manifest of release ${release}` : `${path} of release ${release}`
}

export function parseJson(bytes: Uint8Array | undefined): unknown {
  try {
    return bytes && JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
