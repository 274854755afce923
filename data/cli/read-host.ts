import { setTimeout } from 'node:timers/promises'
import { createHost, getJson, type Host } from '../store/host.ts'
import { UsageError } from './command.ts'

const TIMEOUT_MS = 30_000
/** How often a host that asks for patience is asked again. */
const MAX_TRIES = 6

/** Each call throws when the host does not answer, or answers with an error of its own. */
export interface RemoteHost extends Host {
  origin: string
  listTopics(): Promise<string[]>
}

export interface HostOptions {
  wait?: (ms: number) => Promise<unknown>
}

/** `address` is that of the service, or its host alone. @throws UsageError when it is neither */
export function openHost(address: string, { wait = setTimeout }: HostOptions = {}): RemoteHost {
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
        if (!Array.isArray(page?.items)) throw new Error(`${origin}/v1/topics is no list of topics`)
        topics.push(...page.items.map(({ id }) => String(id)))
        cursor = page.next === cursor ? undefined : page.next
      } while (cursor !== undefined)
      return topics
    },
  }
}
