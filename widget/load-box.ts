/** Fetches boxes: one request an address, shared by all elements that show it. A failed request is forgotten. */
import type { Box } from '../data/wire.ts'

/** A server that says nothing for so long is not going to. */
const TIMEOUT_MS = 20_000

const requests: Record<string, Promise<Box>> = {}

/** Rejects when the server does not answer with a box; the error's cause is its status, if it answered at all. */
export function loadBox(url: string): Promise<Box> {
  requests[url] ??= fetchBox(url)
  return requests[url]
}

async function fetchBox(url: string): Promise<Box> {
  try {
    const response = await fetch(url, { credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT_MS) })
    const box: Partial<Box> = await response.json()
    if (box.topic) return box as Box
    throw Error(`${url}: ${response.status}`, { cause: response.status })
  } catch (error) {
    delete requests[url]
    throw error
  }
}
