/**
 * Whether the history of a topic that a host shows fits together, and goes on from what was known of it: for `verify` and for
 * the reader's check in a browser.
 */
import { type ChainReport, checkChain } from './chain.ts'
import type { Fault } from './chain-parts.ts'
import type { Host } from './host.ts'

/** What is known beforehand. */
export interface Known {
  /** A head that the log must go on from. */
  since?: string | undefined
  /** The state that was seen before, by an editor's ledger or an earlier check. */
  seen?: { sequence: number; head?: string } | undefined
  /** The public keys of the publisher, one of which must have signed. */
  keys?: readonly string[]
}

export interface HistoryReport extends ChainReport {
  /** What the log is known to go on from, and whether it is signed. */
  continues: ('since' | 'seen' | 'signature')[]
}

/** @throws when the host does not answer */
export async function verifyTopicHistory(
  host: Host,
  topic: string,
  { since, seen, keys = [] }: Known,
): Promise<HistoryReport> {
  const chain = await checkChain(topic, await host.readRef(topic), { read: host.readParts(topic), keys })
  const { sequence, heads } = chain
  const faults: Fault[] = []
  // A ref that is not to be followed has no log to compare.
  if (heads.length > 0 || chain.faults.length === 0) {
    if (since !== undefined && !heads.includes(since)) faults.push({ problem: `the log does not go on from ${since}` })
    if (seen && sequence < seen.sequence)
      faults.push({ problem: `it shows change ${sequence}, and change ${seen.sequence} was seen before` })
    if (seen?.head !== undefined && !heads.includes(seen.head))
      faults.push({ problem: `the log does not go on from ${seen.head}, which was seen before` })
  }
  const continues: HistoryReport['continues'] = []
  if (since !== undefined) continues.push('since')
  if (seen?.head !== undefined) continues.push('seen')
  if (keys.length > 0) continues.push('signature')
  return { ...chain, faults: [...faults, ...chain.faults], continues }
}

/** Sentences on what a check shows, and what none can. */
export function describeProof(reports: readonly HistoryReport[]): { shown: string[]; notShown: string } {
  const areAll = (kind: HistoryReport['continues'][number]) =>
    reports.length > 0 && reports.every(({ continues }) => continues.includes(kind))
  const hasHead = reports.length > 0 && reports.every(({ continues }) => continues.some((one) => one !== 'signature'))
  return {
    shown: [
      'Consistency: each file, manifest and entry has the hash that names it.',
      ...(areAll('signature')
        ? ['Signature: the publisher’s key signed this state, so that nobody else wrote it.']
        : []),
      hasHead
        ? 'Continuity: each log goes on from a head that was known, so nothing before that was changed since.'
        : areAll('signature')
          ? 'No head was known: the holder of the key could have rewritten the history as a whole, or show an older state.'
          : 'No continuity: a history that was rewritten as a whole looks the same. Keep the head for the next time.',
    ],
    notShown: 'Not that anything said is true, nor that the dates are right, nor that others are sent the same.',
  }
}

export const DOES_NOT_FIT = `What was written less than five minutes ago may not be the same everywhere yet: check again then.
What does not fit after that was damaged or changed.`
