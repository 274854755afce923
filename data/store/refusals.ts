/** Why a topic is not published: what whoever publishes has not seen, or what was withdrawn. Pure. */

import type { Finding } from '../checks/finding.ts'
import type { Authored } from '../schema/authored.ts'
import type { IndexedRef } from './index-rows.ts'
import type { Log, Ref } from './records.ts'
import { findResurrections } from './tombstones.ts'

/** What whoever publishes knows of a topic. */
export interface Known {
  /** The latest release, 0 for none; `any` to publish over whatever is there. */
  onto: number | 'any'
  /** The highest sequence: a store behind it has lost something, or an old state is seen. */
  sequence?: number
}

export type Refusal =
  /** The store, or what is seen of it from here, is older than what is known. */
  | { reason: 'store-behind'; sequence: number; known: number }
  /** The index knows a later change, by `sequence`; or somebody else changed the topic at the same moment. */
  | { reason: 'moved-on'; sequence: number; indexed: number }
  /** Somebody else is changing the topic, or was stopped doing it, since `since` (RFC 3339, UTC). */
  | { reason: 'under-way'; since: string }
  /** The release behind the draft still has what a stopped withdrawal is taking out of it. */
  | { reason: 'unfinished-withdrawal'; release: number }
  /** The content brings back what was withdrawn. */
  | { reason: 'withdrawn'; findings: Finding[] }
  /** Somebody else published release `latest`. */
  | { reason: 'newer-release'; onto: number; latest: number; published: string }

export interface Submitted extends Known {
  authored: Authored
  current: Ref | undefined
  /** Which ref the index has rows of. */
  seen: IndexedRef | undefined
}

export function refuse({ authored, current, seen, sequence: known = 0 }: Submitted): Refusal | undefined {
  const sequence = current?.sequence ?? 0
  if (sequence < known) return { reason: 'store-behind', sequence, known }
  const moved = refuseMoved(current, seen)
  if (moved) return moved
  const { draft, basedOn } = current?.manifest ?? {}
  if (draft && basedOn !== undefined && current?.tombstones.releases[basedOn]) {
    return { reason: 'unfinished-withdrawal', release: basedOn }
  }
  const findings = current ? findResurrections(authored, current.tombstones) : []
  return findings.length > 0 ? { reason: 'withdrawn', findings } : undefined
}

/** Rows of a later ref than the one that is read: that is an old state, and nothing may follow it. */
export function refuseMoved(current: Ref | undefined, seen: IndexedRef | undefined): Refusal | undefined {
  const sequence = current?.sequence ?? 0
  return seen && seen.sequence > sequence ? { reason: 'moved-on', sequence, indexed: seen.sequence } : undefined
}

/** For content that is not published already. */
export function refuseNewer({ onto, current }: Submitted, log: Log): Refusal | undefined {
  if (!current || onto === 'any' || current.latest <= onto) return undefined
  const { latest, updated } = current
  const published = log.entries.find(({ kind, release }) => kind === 'publish' && release === latest)?.at ?? updated
  return { reason: 'newer-release', onto, latest, published }
}
