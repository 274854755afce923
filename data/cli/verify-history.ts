/** `verify --remote HOST`: checks that a service's history is consistent and continues the history known here. */
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { count } from '../build/formats/text.ts'
import {
  createHost,
  describeProof,
  getJson,
  type HistoryReport,
  type Host,
  verifyTopicHistory,
  WHEN_INCONSISTENT,
} from '../store/chain.ts'
import { parseKeys } from '../store/signature.ts'
import { report, UsageError } from './command.ts'
import { findEnvironment } from './key-file.ts'
import { readLedgerOf } from './ledger.ts'
import { findTopicsFolder } from './topics.ts'

const HASH = /^[0-9a-f]{64}$/

export interface VerifyHistoryOptions {
  /** A head that the log must contain. */
  since?: string
  /** The folder of the topics with the ledgers to compare. */
  topics?: string
  /** Public keys, one of which must have signed; by default those of the environment served at the host. */
  'signed-by'?: string
  json?: true
}

/** Resolves with the exit code. @throws when the host does not answer */
export async function verifyHistory(ids: string[], host: string, options: VerifyHistoryOptions): Promise<number> {
  const { since } = options
  const folder = findTopicsFolder(options.topics)
  if (since !== undefined && !HASH.test(since)) throw new UsageError('--since must be a head: 64 hexadecimal digits')
  if (since !== undefined && ids.length !== 1) throw new UsageError('--since is the head of one topic: name it')
  const service = openHost(host)
  const topics = ids.length > 0 ? ids : await service.listTopics()
  const environment = await findEnvironment(service.origin)
  const keys = parseKeys(options['signed-by'] ?? environment?.keys)
  const reports: HistoryReport[] = []
  for (const topic of topics) {
    const seen = environment && (await readLedgerOf(join(folder, topic), environment))
    reports.push(await verifyTopicHistory(service, topic, { since, seen, keys }))
  }
  const isWhole = reports.every(({ faults }) => faults.length === 0)
  const text = [...reports.map(describeHistory), describeResult(service.origin, reports)].join('\n')
  report(options, { host: service.origin, isWhole, topics: reports }, text)
  return isWhole ? 0 : 1
}

function describeHistory({ topic, heads, releases, files, faults, ...rest }: HistoryReport): string {
  const [first] = faults
  if (first) {
    const more = faults.length > 1 ? `\n  and ${faults.length - 1} more; --json lists them` : ''
    return `${topic}: inconsistent: ${first.entry === undefined ? '' : `entry ${first.entry} of the log: `}${first.problem}${more}`
  }
  const marked = (['redacted', 'withdrawn', 'hidden'] as const)
    .filter((state) => rest[state].length > 0)
    .map((state) => `\n  ${state}, as the log says: release ${rest[state].join(', ')}`)
  return `${topic}: consistent: ${count(heads.length, 'log entry', 'log entries')}, ${count(releases, 'release')}, ${count(files, 'file')}${marked.join('')}\n  head ${heads.at(-1)}`
}

function describeResult(origin: string, reports: readonly HistoryReport[]): string {
  if (reports.some(({ faults }) => faults.length > 0)) return WHEN_INCONSISTENT
  const { shown, notShown } = describeProof(reports)
  return [`What this shows of ${origin}:`, ...shown, notShown].join('\n  ')
}

const TIMEOUT_MS = 30_000
/** The maximum number of requests to a host that answers with Retry-After. */
const MAX_TRIES = 6

/** Each call throws when the host does not answer, or answers with an error. */
export interface RemoteHost extends Host {
  origin: string
  listTopics(): Promise<string[]>
}

export interface HostOptions {
  wait?: (ms: number) => Promise<unknown>
}

/** Opens a service by its URL or host name. @throws UsageError when `address` is neither */
export function openHost(address: string, { wait = setTimeout }: HostOptions = {}): RemoteHost {
  const url = address.includes('://') ? address : `https://${address}`
  if (!URL.canParse(url)) throw new UsageError(`${address} is not a URL or host name`)
  const { origin } = new URL(url)

  async function get(path: string): Promise<Uint8Array | undefined> {
    for (let tries = 1; ; tries++) {
      const response = await fetch(origin + path, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((error: Error) => {
        const { cause } = error as { cause?: Error }
        throw new Error(`${origin} does not answer (${cause?.message || error.message})`)
      })
      if (response.ok) return new Uint8Array(await response.arrayBuffer())
      await response.body?.cancel()
      if (response.status === 404 || response.status === 410) return undefined
      const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
      if (Number.isNaN(seconds) || tries === MAX_TRIES)
        throw new Error(`${origin}${path} answers ${response.status}; try again later`)
      await wait(seconds * 1000)
    }
  }

  return {
    ...createHost(get),
    origin,
    async listTopics() {
      const topics: string[] = []
      let cursor: string | undefined
      do {
        const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`
        const page = (await getJson(get, `/v1/topics?limit=100${query}`)) as {
          items?: { id: string }[]
          next?: string
        } | null
        if (!Array.isArray(page?.items)) throw new Error(`${origin}/v1/topics is not a list of topics`)
        topics.push(...page.items.map(({ id }) => String(id)))
        cursor = page.next === cursor ? undefined : page.next
      } while (cursor !== undefined)
      return topics
    },
  }
}
