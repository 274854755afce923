/** `verify --remote HOST`: whether the history that a service shows fits together, and goes on from what was known. */
import { join } from 'node:path'
import type { Ledger } from '../ledger.ts'
import { type ChainReport, checkChain } from '../store/chain.ts'
import type { Fault } from '../store/chain-parts.ts'
import { report, UsageError } from './command.ts'
import { readLedgerOf } from './ledger-file.ts'
import { type Host, openHost } from './read-host.ts'
import { TOPICS_FOLDER } from './topics.ts'

const HASH = /^[0-9a-f]{64}$/

/** What `--json` prints of a topic. */
export interface HistoryReport extends ChainReport {
  /** What the log is known to go on from: the head that was given, this copy's ledger, or nothing. */
  continues: ('since' | 'ledger')[]
}

export interface VerifyHistoryOptions {
  /** A head that the log must go on from. */
  since?: string
  /** The folder of the topics, whose ledgers are compared. */
  topics?: string
  json?: true
}

/** Returns the exit code. @throws when the host does not answer */
export async function verifyHistory(ids: string[], host: string, options: VerifyHistoryOptions): Promise<number> {
  const { since, topics: folder = TOPICS_FOLDER } = options
  if (since !== undefined && !HASH.test(since)) throw new UsageError('--since wants a head: 64 hexadecimal digits')
  if (since !== undefined && ids.length !== 1) throw new UsageError('--since is the head of one topic: name it')
  const service = openHost(host)
  const topics = ids.length > 0 ? ids : await service.listTopics()
  const reports: HistoryReport[] = []
  for (const topic of topics) {
    const ledger = await readLedgerOf(join(folder, topic), service.origin)
    reports.push(await verifyTopicHistory(service, topic, { since, ledger }))
  }
  const isWhole = reports.every(({ faults }) => faults.length === 0)
  const text = [...reports.map(describeHistory), describeProof(service.origin, reports)].join('\n')
  report(options, { host: service.origin, isWhole, topics: reports }, text)
  return isWhole ? 0 : 1
}

/** What is known beforehand. */
export interface Known {
  since?: string | undefined
  ledger?: Ledger | undefined
}

export async function verifyTopicHistory(host: Host, topic: string, { since, ledger }: Known): Promise<HistoryReport> {
  const chain = await checkChain(topic, await host.readRef(topic), { read: host.readParts(topic) })
  const { sequence, heads } = chain
  const faults: Fault[] = []
  if (since !== undefined && !heads.includes(since)) faults.push({ problem: `the log does not go on from ${since}` })
  if (ledger && sequence < ledger.sequence)
    faults.push({ problem: `it shows change ${sequence}, and this copy knows change ${ledger.sequence}` })
  if (ledger?.head !== undefined && !heads.includes(ledger.head))
    faults.push({ problem: `the log does not go on from ${ledger.head}, which this copy's ledger has` })
  const continues: HistoryReport['continues'] = []
  if (since !== undefined) continues.push('since')
  if (ledger?.head !== undefined) continues.push('ledger')
  return { ...chain, faults: [...faults, ...chain.faults], continues }
}

function describeHistory({ topic, heads, releases, files, faults, ...rest }: HistoryReport): string {
  const [first] = faults
  if (first) {
    const more = faults.length > 1 ? `\n  and ${faults.length - 1} more; --json lists them` : ''
    return `${topic}: does not fit: ${first.entry === undefined ? '' : `entry ${first.entry} of the log: `}${first.problem}${more}`
  }
  const marked = (['redacted', 'withdrawn', 'hidden'] as const)
    .filter((state) => rest[state].length > 0)
    .map((state) => `\n  ${state}, as the log says: release ${rest[state].join(', ')}`)
  return `${topic}: fits together: ${heads.length} log entries, ${releases} releases, ${files} files${marked.join('')}\n  head ${heads.at(-1)}`
}

function describeProof(origin: string, reports: readonly HistoryReport[]): string {
  if (reports.some(({ faults }) => faults.length > 0))
    return `What was written less than five minutes ago may not be the same everywhere yet: run again then.
What does not fit after that was damaged or changed.`
  const isContinuous = reports.length > 0 && reports.every(({ continues }) => continues.length > 0)
  const continuity = isContinuous
    ? 'Continuity: each log goes on from a head that was known, so nothing before that was changed since.'
    : 'No continuity: a history that was rewritten as a whole looks the same. Keep the head, and next time give it: --since HEAD'
  return `What this shows of ${origin}:
  Consistency: each file, manifest and entry has the hash that names it.
  ${continuity}
  Not that anything said is true, nor that the dates are right, nor that others are sent the same.`
}
