/** The real topic, and one made up for tests that is partly from right to left, published into the test's own KV. */
import { env } from 'cloudflare:workers'
import type { Authored, AuthoredFileName } from '../../data/authored.ts'
import { parseTopic } from '../../data/parse.ts'
import { type Published, publishTopic } from '../../data/releases/publish.ts'
import type { Environment } from '../../worker/environment.ts'
import app from '../../worker/index.ts'

export const TOPIC = 'us-iran-iraq-talks'
export const HARBOUR = 'harbour-bridge-closure'
export const ORIGIN = 'https://facts.example'
export const PUBLISHED_AT = new Date('2026-11-02T09:30:00Z')

const TEXTS = import.meta.glob<string>(
  ['../../data/topics/us-iran-iraq-talks/*.yml', '../topics/harbour-bridge-closure/*.yml'],
  { query: '?raw', import: 'default', eager: true },
)

export function readTopic(id = TOPIC): Authored {
  const own = Object.entries(TEXTS).filter(([path]) => path.includes(`/${id}/`))
  const byName = own.map(([path, text]) => [path.replace(/^.*\/|\.yml$/g, '') as AuthoredFileName, text])
  const { authored, findings } = parseTopic(Object.fromEntries(byName))
  if (!authored) throw new Error(`${id} has findings: ${JSON.stringify(findings)}`)
  return authored
}

export function publishReal(): Promise<Published> {
  return publishTopic(env.FACTS, readTopic(), { now: PUBLISHED_AT, onto: 'any' })
}

/** Publishes a topic, edited. */
export function publish(id: string, now: Date, edit: (authored: Authored) => void = () => {}): Promise<Published> {
  const authored = readTopic(id)
  edit(authored)
  return publishTopic(env.FACTS, authored, { now, onto: 'any' })
}

export interface Reader {
  get(path: string, init?: RequestInit): Promise<Response>
  getJson<Body>(path: string): Promise<Body>
  /** The keys that were read from KV, one for each reading. */
  reads: string[]
  /** Of its isolate. */
  bindings: Environment
}

/** A reader in an isolate of its own. By default it keeps nothing, so that each request sees what KV has. */
export function createReader({
  freshSeconds = 0,
  namespace = env.FACTS,
  assets = env.ASSETS as Pick<Fetcher, 'fetch'>,
  origin = ORIGIN,
} = {}): Reader {
  const reads: string[] = []
  const facts = {
    get: (key: string, options: KVNamespaceGetOptions<'json'>) => {
      reads.push(key)
      return namespace.get(key, options)
    },
  } as KVNamespace
  const bindings = { FACTS: facts, ASSETS: assets, PUBLIC_ORIGIN: origin, FRESH_SECONDS: freshSeconds }
  const get = async (path: string, init?: RequestInit) => app.fetch(new Request(`${origin}${path}`, init), bindings)
  return { reads, bindings, get, getJson: async <Body>(path: string) => (await get(path)).json<Body>() }
}

/** The addresses of a Link header, by relation; the last where there are several. */
export function readLinks(response: Response): Record<string, string> {
  const links = [...(response.headers.get('Link') ?? '').matchAll(/<([^>]*)>; rel="([^"]*)"/g)]
  return Object.fromEntries(links.map(([, address = '', relation = '']) => [relation, address.replace(ORIGIN, '')]))
}
