/** A service as anybody sees it: where the parts of a topic's history are. Whoever reads brings the way to ask. */
import type { ChainPart, ReadParts } from './chain-parts.ts'
import { inBatches } from './store.ts'

/** The exact bytes at a path of the service; absent where it has none (404, 410). Throws when it does not answer. */
export type Get = (path: string) => Promise<Uint8Array | undefined>

/** Each call throws as `Get` does. */
export interface Host {
  /** As it was sent; absent for a topic that it does not have, or has no JSON for. */
  readRef(topic: string): Promise<unknown>
  readParts(topic: string): ReadParts
}

const REQUESTS_AT_ONCE = 8

export function createHost(get: Get): Host {
  return {
    readRef: (topic) => getJson(get, `${addressOf(topic)}/ref`),
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

/** Absent where there is nothing, or no JSON. */
export async function getJson(get: Get, path: string): Promise<unknown> {
  const bytes = await get(path)
  try {
    return bytes && JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

const addressOf = (topic: string) => `/v1/topics/${encodeURIComponent(topic)}`

function locate(topic: string, { what, release, path = '' }: ChainPart): string {
  if (what === 'log') return `${addressOf(topic)}/log`
  const pinned = `${addressOf(topic)}/releases/${release}`
  return what === 'manifest' ? `${pinned}/manifest` : `${pinned}/raw/${encodeURIComponent(path)}`
}
