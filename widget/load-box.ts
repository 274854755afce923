/** Fetches boxes: one request a topic, shared by all elements that show it. A failed request is forgotten. */
import type { Box } from '../data/wire.ts'

const requests: Record<string, Promise<Box>> = {}

/** Rejects when the server does not answer with a box. */
export function loadBox(url: string): Promise<Box> {
  requests[url] ??= fetchBox(url)
  return requests[url]
}

async function fetchBox(url: string): Promise<Box> {
  try {
    const box: Partial<Box> = await (await fetch(url, { credentials: 'omit' })).json()
    if (box.topic) return box as Box
    throw Error(`${url} is no box`)
  } catch (error) {
    delete requests[url]
    throw error
  }
}
