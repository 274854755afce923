/** The check of a topic's history: a button, what was found, and what that shows. */
import { useState } from 'preact/hooks'
import { DOES_NOT_FIT, describeProof } from '../../../data/store/chain.ts'
import { type CheckedHistory, checkHistory } from './check-history.ts'

interface HistoryCheckProps {
  topic: string
  /** The publisher's public keys; none where nothing is signed. */
  keys: readonly string[]
}

interface Progress {
  /** Read out. */
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
        Every change of this topic is an entry in a log, and each entry names the one before by its fingerprint. Your
        browser can fetch the log and every release, and compute all fingerprints itself.
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
    return `The history fits together: ${count(heads.length, 'entry', 'entries')}, ${count(releases, 'release', 'releases')}, ${count(files, 'file', 'files')}.`
  const place = first.entry === undefined ? '' : `entry ${first.entry} of the log: `
  return `The history does not fit together: ${place}${first.problem}.`
}

function describeDetails({ report, isSignatureUnchecked }: CheckedHistory): string[] {
  if (report.faults.length > 0) return [DOES_NOT_FIT]
  const marked = (['redacted', 'withdrawn', 'hidden'] as const)
    .filter((state) => report[state].length > 0)
    .map((state) => `Release ${report[state].join(', ')} is ${state}, as the log says.`)
  const { shown, notShown } = describeProof([report])
  return [
    ...marked,
    ...shown,
    ...(isSignatureUnchecked ? ['Your browser cannot check the publisher’s signature (Ed25519).'] : []),
    'The check and the key come from this site too: whoever controls all of it could send others.',
    notShown,
    `Head of the log: ${report.heads.at(-1)}. Your browser keeps it, and compares it the next time.`,
  ]
}

const count = (number: number, one: string, more: string) => `${number} ${number === 1 ? one : more}`
