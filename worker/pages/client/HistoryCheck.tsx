/**
 * Checks the history of a topic in the browser: fetches and hashes every entry, manifest and file, checks the publisher's
 * signature, and compares the state with the one that this browser saw last.
 */
import { useState } from 'preact/hooks'
import {
  createHost,
  describeProof,
  type HistoryReport,
  type Known,
  verifyTopicHistory,
  WHEN_INCONSISTENT,
} from '../../../data/store/chain.ts'

interface HistoryCheckProps {
  topic: string
  /** The publisher's public keys; empty if nothing is signed. */
  keys: readonly string[]
}

interface Progress {
  /** Announced by screen readers. */
  status: string
  isRunning: boolean
  details: string[]
}

export function HistoryCheck({ topic, keys }: HistoryCheckProps) {
  const [{ status, isRunning, details }, setProgress] = useState<Progress>({
    status: '',
    isRunning: false,
    details: [],
  })
  const run = async () => {
    const onProgress = (files: number) =>
      setProgress({ status: `Checking: ${files} files read …`, isRunning: true, details: [] })
    onProgress(0)
    try {
      const checked = await checkHistory({ topic, keys, memory: openMemory(), onProgress })
      setProgress({ status: describeHistory(checked), isRunning: false, details: describeDetails(checked) })
    } catch {
      const status = 'The history could not be read. Check your connection and try again.'
      setProgress({ status, isRunning: false, details: [] })
    }
  }
  return (
    <section id="history" aria-labelledby="history-title">
      <h2 id="history-title">The history</h2>
      <p>
        Every change to this topic is an entry in a log, and each entry contains the fingerprint of the entry before it.
        Your browser can fetch the log and every release, and compute all fingerprints itself.
      </p>
      <button type="button" disabled={isRunning} onClick={run}>
        Check the history
      </button>
      <p id="history-result" role="status">
        {status}
      </p>
      {details.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </section>
  )
}

function openMemory(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}

export function describeHistory({ report: { faults, heads, releases, files } }: CheckedHistory): string {
  const [first] = faults
  if (!first)
    return `The history is consistent: ${count(heads.length, 'entry', 'entries')}, ${count(releases, 'release', 'releases')}, ${count(files, 'file', 'files')}.`
  const place = first.entry === undefined ? '' : `entry ${first.entry} of the log: `
  return `The history is not consistent: ${place}${first.problem}.`
}

function describeDetails({ report, isSignatureUnchecked }: CheckedHistory): string[] {
  if (report.faults.length > 0) return [WHEN_INCONSISTENT]
  const marked = (['redacted', 'withdrawn', 'hidden'] as const)
    .filter((state) => report[state].length > 0)
    .map((state) => `According to the log, these releases are ${state}: ${report[state].join(', ')}.`)
  const { shown, notShown } = describeProof([report])
  return [
    ...marked,
    ...shown,
    ...(isSignatureUnchecked ? ['Your browser cannot check the publisher’s signature (Ed25519).'] : []),
    'The check and the key also come from this site: whoever controls the whole site could replace them.',
    notShown,
    `Head of the log: ${report.heads.at(-1)}. Your browser stores it, and compares it at the next check.`,
  ]
}

const count = (number: number, one: string, more: string) => `${number} ${number === 1 ? one : more}`

export interface HistoryOptions {
  topic: string
  /** The publisher's public keys, from the page; empty if nothing is signed. */
  keys: readonly string[]
  fetch?: typeof fetch
  /** Storage for the state that was seen last. */
  memory?: Pick<Storage, 'getItem' | 'setItem'> | undefined
  /** Called after each response with the number of responses so far. */
  onProgress?: (count: number) => void
}

export interface CheckedHistory {
  report: HistoryReport
  /** The earlier state; absent at the first check. */
  seen?: Known['seen']
  /** Whether the site has keys but this browser does not support Ed25519. */
  isSignatureUnchecked: boolean
}

/** Fetches and verifies the history. @throws if the site does not respond */
export async function checkHistory(options: HistoryOptions): Promise<CheckedHistory> {
  const { topic, memory, onProgress = () => {} } = options
  const ask = options.fetch ?? fetch.bind(globalThis)
  let count = 0
  const host = createHost(async (path) => {
    const response = await ask(path, { cache: 'no-cache' })
    onProgress(++count)
    if (response.ok) return new Uint8Array(await response.arrayBuffer())
    if (response.status === 404 || response.status === 410) return undefined
    throw new Error(`${path} answers ${response.status}`)
  })
  const isSignatureUnchecked = options.keys.length > 0 && !(await hasEd25519())
  const keys = isSignatureUnchecked ? [] : options.keys
  const seen = readSeen(memory, topic)
  const report = await verifyTopicHistory(host, topic, { seen, keys })
  if (report.faults.length === 0) keepSeen(memory, report)
  return { report, ...(seen && { seen }), isSignatureUnchecked }
}

async function hasEd25519(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
    return true
  } catch {
    return false
  }
}

const keyOf = (topic: string) => `fact-box-seen:${topic}`

function readSeen(memory: HistoryOptions['memory'], topic: string): Known['seen'] {
  try {
    const { sequence, head } = JSON.parse(memory?.getItem(keyOf(topic)) ?? '') as { sequence?: unknown; head?: unknown }
    return typeof sequence === 'number' && typeof head === 'string' ? { sequence, head } : undefined
  } catch {
    return undefined
  }
}

function keepSeen(memory: HistoryOptions['memory'], { topic, sequence, heads }: HistoryReport): void {
  try {
    memory?.setItem(keyOf(topic), JSON.stringify({ sequence, head: heads.at(-1) }))
  } catch {
    // Without storage, the next check has nothing to compare with.
  }
}
