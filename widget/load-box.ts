/** Fetches boxes: one request a topic, shared by all elements that show it. A failed request is forgotten. */
import type { Box } from '../data/wire.ts'

const FETCH_TIMEOUT_MS = 10_000
const requests = new Map<string, Promise<Box>>()

/** Rejects when the server does not answer with a box in time. */
export function loadBox(origin: string, topic: string): Promise<Box> {
  const url = `${origin}/v1/topics/${topic}/box`
  const request = requests.get(url) ?? fetchBox(url)
  requests.set(url, request)
  request.catch(() => requests.delete(url))
  return request
}

async function fetchBox(url: string): Promise<Box> {
  const response = await fetch(url, { credentials: 'omit', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return response.json()
}
