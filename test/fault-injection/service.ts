/** The Worker on workerd with a direct socket, and an editor who keeps publishing and rolling back. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { MiniflareOptions } from 'miniflare'
import type { Authored } from '../../data/schema/authored.ts'
import { publishTopic } from '../../data/store/publish.ts'
import { rollbackTopic } from '../../data/store/rollback.ts'
import { loadEveryTopic } from '../fixtures/topics.ts'
import { startService as startWorker } from '../fixtures/worker-service.ts'

export const ORIGIN = 'https://facts.example'
/** So short that clients see every release while it is new. */
export const FRESH_SECONDS = 1

export interface TopicState {
  id: string
  /** The latest release, and when it was published. */
  latest: number
}

export interface Service {
  address: string
  topics: TopicState[]
  /** Publishes a new release of the next topic, or rolls it back. */
  edit(): Promise<'published' | 'rolled-back'>
  /** Memory of workerd, in bytes; absent where the system does not report it. */
  residentBytes(): number | undefined
  close(): Promise<void>
}

export async function startService(): Promise<Service> {
  const drafts = await loadEveryTopic()
  const { storage, simulator, close } = await startWorker({
    publish: async () => {},
    variables: { PUBLIC_ORIGIN: ORIGIN, FRESH_SECONDS },
    configure: openSocket,
  })
  const topics = drafts.map(({ topic }) => ({ id: topic.id, latest: 0 }))
  let edits = 0

  async function edit() {
    const turn = edits++
    const draft = drafts[turn % drafts.length] as Authored
    const state = topics[turn % drafts.length] as TopicState
    if (state.latest > 1 && turn % 7 === 6) {
      await rollbackTopic(storage, state.id, { release: state.latest - 1, now: new Date() })
      return 'rolled-back' as const
    }
    await publishTopic(storage, mark(draft, state.latest + 1), { now: new Date(), onto: 'any' })
    state.latest++
    return 'published' as const
  }

  for (const _ of drafts) await edit()
  const workerd = findChild('workerd')
  return {
    address: String(await simulator.unsafeGetDirectURL()),
    topics,
    edit,
    residentBytes: () => readResidentBytes(workerd),
    close,
  }
}

/** Exposes the Worker directly, without the simulator's proxy. */
function openSocket(options: MiniflareOptions): MiniflareOptions {
  for (const worker of options.workers ?? []) {
    worker.dev = { ...worker.dev, unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }] }
  }
  return { ...options, logRequests: false }
}

/** Marks every text with its release, so that a mixture of two is visible. */
function mark(authored: Authored, release: number): Authored {
  const marked = structuredClone(authored)
  const sign = (text: string) => `${text} rev${release}rev`
  marked.topic.name = sign(marked.topic.name)
  for (const sentence of marked.topic.abstract) sentence.text = sign(sentence.text)
  for (const event of marked.events) event.name = sign(event.name)
  for (const statement of marked.statements) statement.text = sign(statement.text)
  for (const article of marked.articles) article.headline = sign(article.headline)
  for (const party of [...marked.parties.people, ...marked.parties.organizations]) party.name = sign(party.name)
  return marked
}

/** Reads the releases named by the marks in a body. */
export function readMarks(body: string): Set<number> {
  return new Set([...body.matchAll(/rev(\d+)rev/g)].map(([, release]) => Number(release)))
}

function findChild(name: string): string | undefined {
  try {
    return execFileSync('pgrep', ['-n', '-P', String(process.pid), name], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

/** Reads from /proc where it exists. */
function readResidentBytes(pid: string | undefined): number | undefined {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
  } catch {
    return undefined
  }
}
