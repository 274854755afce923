/** What the contract's table needs to know of a service, from its own answers: so the table fits any deployment. */
import type { Topic } from '../../data/schema/api.ts'

/** Never follows a redirect, and asks for bytes as they are: what compresses on the way would change tags and lengths. */
export type Ask = (path: string, init?: { method?: string; headers?: Record<string, string> }) => Promise<Response>

export interface Service {
  origin: string
  ask: Ask
  /** The one that the requests are made of. */
  topic: Topic
  /** SHA-256 of the widget's script. */
  widget: string
}

function createAsk(origin: string, send: typeof fetch = fetch): Ask {
  return (path, { method = 'GET', headers } = {}) =>
    send(origin + path, { method, redirect: 'manual', headers: { 'Accept-Encoding': 'identity', ...headers } })
}

/** @throws when it does not answer, or has no topics */
export async function openService(origin: string, topicId?: string): Promise<Service> {
  const ask = createAsk(origin)
  const readJson = async <Body>(path: string) => (await (await ask(path)).json()) as Body
  const { widget } = await readJson<{ widget: string }>('/healthz')
  const { items } = await readJson<{ items: { id: string }[] }>('/v1/topics')
  const id = topicId ?? items.find((item) => item.id === 'us-iran-iraq-talks')?.id ?? items[0]?.id
  if (id === undefined) throw new Error(`nothing is published at ${origin}`)
  return { origin, ask, widget, topic: await readJson<Topic>(`/v1/topics/${id}`) }
}
