/** The real topic, and one made up for tests that is partly from right to left, published into the test's own KV. */
import { reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { parseTopic } from '../../data/checks/parse.ts'
import type { Authored, AuthoredFileName } from '../../data/schema/authored.ts'
import { type Published, publishTopic } from '../../data/store/publish.ts'
import { type Ref, refKey } from '../../data/store/records.ts'
import { rollbackTopic } from '../../data/store/rollback.ts'
import type { ArchivedWidget } from '../../data/store/widgets.ts'
import * as storeWidgets from '../../data/store/widgets.ts'
import * as storeWithdraw from '../../data/store/withdraw.ts'
import type { Env } from '../../worker/env.ts'
import app from '../../worker/index.ts'
import { createStorage } from './bindings-storage.ts'

export const TOPIC = 'us-iran-iraq-talks'
export const HARBOUR = 'harbour-bridge-closure'
export const ORIGIN = 'https://facts.example'
export const PUBLISHED_AT = new Date('2026-11-02T09:30:00Z')
/** In November 2026, at noon. */
export const day = (n: number) => new Date(Date.UTC(2026, 10, n, 12))

const TEXTS = import.meta.glob<string>(
  ['../../data/topics/us-iran-iraq-talks/*.yml', '../fixtures/topics/harbour-bridge-closure/*.yml'],
  { query: '?raw', import: 'default', eager: true },
)

export function readTopic(id = TOPIC): Authored {
  const own = Object.entries(TEXTS).filter(([path]) => path.includes(`/${id}/`))
  const byName = own.map(([path, text]) => [path.replace(/^.*\/|\.yml$/g, '') as AuthoredFileName, text])
  const { authored, findings } = parseTopic(Object.fromEntries(byName))
  if (!authored) throw new Error(`${id} has findings: ${JSON.stringify(findings)}`)
  return authored
}

export const STORAGE = createStorage(env.FACTS, env.INDEX)

export function publishReal(): Promise<Published> {
  return publishAuthored(readTopic(), PUBLISHED_AT)
}

export async function publishAuthored(authored: Authored, now: Date, { isDraft = false } = {}): Promise<Published> {
  return expectDone(await publishTopic(STORAGE, authored, { now, onto: 'any', isDraft }))
}

/** Publishes a topic, edited. */
export function publish(id: string, now: Date, edit: (authored: Authored) => void = () => {}): Promise<Published> {
  const authored = readTopic(id)
  edit(authored)
  return publishAuthored(authored, now)
}

export const rename =
  (name: string) =>
  ({ topic }: Authored): void => {
    topic.name = name
  }

export async function rollback(topic: string, release: number | undefined, now: Date): Promise<void> {
  expectDone(await rollbackTopic(STORAGE, topic, { release, now }))
}

export async function withdrawItem(topic: string, id: string, now: Date, reason = 'Legal advice.'): Promise<void> {
  expectDone(await storeWithdraw.withdrawItem(STORAGE, topic, id, { reason, now, withDependants: true }))
}

export async function withdrawRelease(
  topic: string,
  release: number,
  now: Date,
  reason = 'Published by mistake.',
): Promise<void> {
  expectDone(await storeWithdraw.withdrawRelease(STORAGE, topic, release, { reason, now }))
}

export function archiveWidget(script: string): Promise<ArchivedWidget> {
  return storeWidgets.archiveWidget(STORAGE, script, PUBLISHED_AT)
}

const DONE = ['published', 'unchanged', 'draft', 'rolled-back', 'withdrawn', 'already-withdrawn']

function expectDone<Outcome extends { kind: string }>(outcome: Outcome): Outcome {
  if (!DONE.includes(outcome.kind)) throw new Error(JSON.stringify(outcome))
  return outcome
}

export async function readRef(topic = TOPIC, kv = env.FACTS): Promise<Ref> {
  return (await kv.get<Ref>(refKey(topic), 'json')) as Ref
}

/** KV of which some reads fail, or find nothing. */
export function createNamespace(findFault: (key: string) => 'error' | 'miss' | undefined): KVNamespace {
  return {
    get: async (key: string, options: KVNamespaceGetOptions<'json'>) => {
      const fault = findFault(key)
      if (fault === 'error') throw new Error('KV GET failed')
      return fault === 'miss' ? null : env.FACTS.get(key, options)
    },
  } as KVNamespace
}

export interface Reader {
  get(path: string, init?: RequestInit): Promise<Response>
  getJson<Body>(path: string): Promise<Body>
  /** The keys that were read from KV, one for each reading. */
  reads: string[]
  /** Of its isolate. */
  bindings: Env
}

/**
 * A client of an isolate of its own. By default the isolate keeps nothing, so that each request sees what KV has. `database`
 * is null where none is bound, `keys` what the Worker's vars have as `PUBLISHER_KEYS`.
 */
export function createReader({
  freshSeconds = 0,
  namespace = env.FACTS,
  assets = env.ASSETS as Pick<Fetcher, 'fetch'>,
  origin = ORIGIN,
  database = env.INDEX as D1Database | null,
  keys = '',
} = {}): Reader {
  const reads: string[] = []
  const facts = {
    get: (key: string, options: KVNamespaceGetOptions<'json'>) => {
      reads.push(key)
      return namespace.get(key, options)
    },
  } as KVNamespace
  const bindings = {
    FACTS: facts,
    ...(database && { INDEX: database }),
    ASSETS: assets,
    PUBLIC_ORIGIN: origin,
    FRESH_SECONDS: freshSeconds,
    PUBLISHER_KEYS: keys,
  }
  const get = async (path: string, init?: RequestInit) => app.fetch(new Request(`${origin}${path}`, init), bindings)
  return { reads, bindings, get, getJson: async <Body>(path: string) => (await get(path)).json<Body>() }
}

/** The addresses of a Link header, by relation; the last where there are several. */
export function readLinks(response: Response): Record<string, string> {
  const links = [...(response.headers.get('Link') ?? '').matchAll(/<([^>]*)>; rel="([^"]*)"/g)]
  return Object.fromEntries(links.map(([, address = '', relation = '']) => [relation, address.replace(ORIGIN, '')]))
}

/** Empties KV and D1. On a machine that is busy, one call can leave the tables of the test before. */
export async function resetStores(): Promise<void> {
  for (let calls = 0; calls < 5; calls++) {
    await reset()
    const left = await env.INDEX.prepare("SELECT count(*) AS tables FROM sqlite_master WHERE name = 'topics'").first<{
      tables: number
    }>()
    if (left?.tables === 0) return
  }
}
