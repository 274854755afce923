/**
 * The history of a topic as this site shows it to this browser: every entry, manifest and file is fetched and hashed here, the
 * publisher's signature is checked, and the state is compared with the one that this browser saw last. No DOM: a view shows it.
 */
import { createHost, type HistoryReport, type Known, verifyTopicHistory } from '../../../data/store/chain.ts'

export interface HistoryOptions {
  topic: string
  /** The publisher's public keys, as the page names them; none where nothing is signed. */
  keys: readonly string[]
  fetch?: typeof fetch
  /** Where the state that was seen last is kept. */
  memory?: Pick<Storage, 'getItem' | 'setItem'> | undefined
  /** Called after each answer with the number of answers so far. */
  onProgress?: (count: number) => void
}

export interface CheckedHistory {
  report: HistoryReport
  /** The state that was compared; absent at the first check. */
  seen?: Known['seen']
  /** The site names keys, and this browser has no Ed25519. */
  isSignatureUnchecked: boolean
}

/** @throws when the site does not answer */
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
    // A browser that keeps nothing compares nothing the next time.
  }
}
