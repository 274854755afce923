import { setTimeout } from 'node:timers/promises'
import type { ChainPart, ReadParts } from '../store/chain-parts.ts'
import { inBatches } from '../store/store.ts'
import { UsageError } from './command.ts'

const TIMEOUT_MS = 30_000
/** How often a host that asks for patience is asked again. */
const MAX_TRIES = 6
const REQUESTS_AT_ONCE = 8

/** A service as anybody sees it. Each call throws when it does not answer, or answers with an error of its own. */
export interface Host {
  origin: string
  listTopics(): Promise<string[]>
  /** As it was sent; absent for a topic that it does not have, or has no JSON for. */
  readRef(topic: string): Promise<unknown>
  readParts(topic: string): ReadParts
}

export interface HostOptions {
  wait?: (ms: number) => Promise<unknown>
}

/** `address` is that of the service, or its host alone. @throws UsageError when it is neither */
export function openHost(address: string, { wait = setTimeout }: HostOptions = {}): Host {
  const url = address.includes('://') ? address : `https://${address}`
  if (!URL.canParse(url)) throw new UsageError(`${address} is not the address of a host`)
  const { origin } = new URL(url)

  async function get(path: string): Promise<Uint8Array | undefined> {
    for (let tries = 1; ; tries++) {
      const response = await fetch(origin + path, { signal: AbortSignal.timeout(TIMEOUT_MS) })
      if (response.ok) return new Uint8Array(await response.arrayBuffer())
      await response.body?.cancel()
      if (response.status === 404 || response.status === 410) return undefined
      const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
      if (Number.isNaN(seconds) || tries === MAX_TRIES)
        throw new Error(`${origin}${path} answers ${response.status}; try again later`)
      await wait(seconds * 1000)
    }
  }
  async function getJson(path: string): Promise<unknown> {
    const bytes = await get(path)
    try {
      return bytes && JSON.parse(new TextDecoder().decode(bytes))
    } catch {
      return undefined
    }
  }

  return {
    origin,
    async listTopics() {
      const topics: string[] = []
      let cursor: string | undefined
      do {
        const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`
        const page = (await getJson(`/v1/topics?limit=100${query}`)) as {
          items?: { id: string }[]
          next?: string
        } | null
        if (!Array.isArray(page?.items)) throw new Error(`${origin}/v1/topics is no list of topics`)
        topics.push(...page.items.map(({ id }) => String(id)))
        cursor = page.next === cursor ? undefined : page.next
      } while (cursor !== undefined)
      return topics
    },
    readRef: (topic) => getJson(`${addressOf(topic)}/ref`),
    readParts: (topic) => async (parts) => {
      const found = new Map<string, Uint8Array>()
      for (const batch of inBatches(parts, REQUESTS_AT_ONCE)) {
        const read = async (part: ChainPart) => [part.sha256, await get(locate(topic, part))] as const
        for (const [sha256, bytes] of await Promise.all(batch.map(read))) if (bytes) found.set(sha256, bytes)
      }
      return found
    },
  }
}

const addressOf = (topic: string) => `/v1/topics/${encodeURIComponent(topic)}`

function locate(topic: string, { what, release, path = '' }: ChainPart): string {
  if (what === 'log') return `${addressOf(topic)}/log`
  const pinned = `${addressOf(topic)}/releases/${release}`
  return what === 'manifest' ? `${pinned}/manifest` : `${pinned}/raw/${encodeURIComponent(path)}`
}
