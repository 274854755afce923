/** A service as its own responses describe it: its code, its contract, its content. Only reads. */
import type { Topic } from '../../data/schema/api.ts'
import type { OpenApiDocument } from '../../worker/pages/docs/openapi.ts'
import { type Contract, openContract } from './contract.ts'

/** Never follows a redirect, and asks for uncompressed bytes: compression would change ETags and lengths. */
export type Ask = (address: string, init?: { method?: string; headers?: Record<string, string> }) => Promise<Response>

export interface Health {
  status: string
  version: string
  /** SHA-256 of the widget's script. */
  widget: string
  formats: number[]
  index: { bound: boolean; reachable: boolean; topics?: number }
}

export interface Service {
  origin: string
  ask: Ask
  health: Health
  contract: Contract
  /** The topic that the requests use. */
  topic: Topic
  /** The name of a file that a page loads. */
  assetName: string
}

export interface ServiceOptions {
  /** The id of the topic to use; default: the first in the list. */
  topic?: string | undefined
  /** Replaces the global `fetch`. */
  send?: typeof fetch | undefined
}

/** Reads what a service says of itself. @throws when it does not answer, has no topics, or does not describe itself */
export async function openService(origin: string, { topic, send = fetch }: ServiceOptions = {}): Promise<Service> {
  const ask: Ask = (address, { method = 'GET', headers } = {}) =>
    send(origin + address, { method, redirect: 'manual', headers: { 'Accept-Encoding': 'identity', ...headers } })
  const readJson = async <Body>(address: string) => (await (await ask(address)).json()) as Body
  const health = await readJson<Health>('/healthz')
  const document = await readJson<OpenApiDocument>('/v1/openapi.json')
  const { items } = await readJson<{ items: { id: string }[] }>('/v1/topics')
  const id = topic ?? items[0]?.id
  if (id === undefined) throw new Error(`nothing is published at ${origin}`)
  const [, assetName = ''] = (await (await ask('/docs')).text()).match(/\/assets\/([\w.-]+)/) ?? []
  return {
    origin,
    ask,
    health,
    contract: openContract(document),
    topic: await readJson<Topic>(`/v1/topics/${id}`),
    assetName,
  }
}
