/** How other caches treat the responses: undici's cache, and the rules of RFC 9111 as http-cache-semantics implements them. */
import { createHash } from 'node:crypto'
import CachePolicy from 'http-cache-semantics'
import { Agent, cacheStores, type Dispatcher, interceptors, request } from 'undici'
import { describe, expect, inject, it } from 'vitest'
import { ORIGIN_PLACEHOLDER } from '../../data/build/urls.ts'
import { readContract } from './contract.ts'
import { readKnown } from './known.ts'
import { TOPIC } from './topic.ts'

const origin = inject('origin')
const DAY_MS = 86_400_000

describe('undici’s cache', () => {
  it('answers from a fresh copy, then revalidates with its ETag and keeps the copy after a 304', async () => {
    const asked: { tag: string | undefined; status: number }[] = []
    const store = new AgingStore()
    const client = new Agent().compose(recordAnswers(asked), interceptors.cache({ store }))
    const get = async () => {
      const { statusCode, body } = await request(`${origin}/v1/topics/${TOPIC}/box`, { dispatcher: client })
      return { statusCode, text: await body.text() }
    }
    const first = await get()
    expect(await get()).toEqual(first)
    expect(asked).toEqual([{ tag: undefined, status: 200 }])
    store.agedMs = DAY_MS
    expect(await get()).toEqual(first)
    expect(asked).toEqual([
      { tag: undefined, status: 200 },
      { tag: expect.stringMatching(/^"[\w-]+"$/), status: 304 },
    ])
    await client.close()
  })
})

/** Records what is sent over the network. */
function recordAnswers(
  answers: { tag: string | undefined; status: number }[],
): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const headers = options.headers as Record<string, string> | undefined
    const tag = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'if-none-match')?.[1]
    return dispatch(options, {
      ...bind(handler),
      onResponseStart(controller, status, ...rest) {
        answers.push({ tag, status })
        handler.onResponseStart?.(controller, status, ...rest)
      },
    })
  }
}

function bind(handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (...call) => handler.onRequestStart?.(...call),
    onResponseData: (...call) => handler.onResponseData?.(...call),
    onResponseEnd: (...call) => handler.onResponseEnd?.(...call),
    onResponseError: (...call) => handler.onResponseError?.(...call),
  }
}

type MemoryStore = InstanceType<typeof cacheStores.MemoryCacheStore>

/** A cache store in which time can be moved forward. */
class AgingStore extends cacheStores.MemoryCacheStore {
  agedMs = 0

  override get(...call: Parameters<MemoryStore['get']>): ReturnType<MemoryStore['get']> {
    const result = super.get(...call)
    if (result === undefined || result instanceof Promise) return result
    const { cachedAt, staleAt } = result
    return { ...result, cachedAt: cachedAt - this.agedMs, staleAt: staleAt - this.agedMs }
  }
}

/** The query of each path with a required parameter. */
const REQUIRED: Record<string, string> = {
  '/oembed': `?url=${encodeURIComponent(`${origin}/topics/${TOPIC}`)}`,
  '/v1/search': '?q=baghdad',
}

describe('the rules of HTTP caching', () => {
  it('agree with every response on how long it is fresh, and that its ETag revalidates it', async () => {
    const [{ routes }, known] = await Promise.all([readContract(origin), readKnown(origin)])
    for (const { path, answers } of routes) {
      if (!answers['304'] || path.includes('{id}')) continue
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => known[name]?.[0] ?? '1')
      const address = filled + (REQUIRED[path] ?? '')
      const response = await fetch(`${origin}${address}`)
      expect(response.status, address).toBe(200)
      const asked = { url: address, method: 'GET', headers: { host: new URL(origin).host } }
      const policy = new CachePolicy(asked, toMessage(response))
      // A shared cache, for which `s-maxage` takes precedence (RFC 9111, 5.2.2.10).
      const cacheControl = response.headers.get('Cache-Control')
      const seconds = Number((cacheControl?.match(/s-maxage=(\d+)/) ?? cacheControl?.match(/max-age=(\d+)/))?.[1])
      expect(policy.storable(), address).toBe(true)
      expect(Math.ceil(policy.timeToLive() / 1000), address).toBeGreaterThanOrEqual(seconds)
      expect(policy.satisfiesWithoutRevalidation(asked), address).toBe(true)
      const later = Date.now() + seconds * 1000 + 1000
      policy.now = () => later
      expect(policy.satisfiesWithoutRevalidation(asked), address).toBe(false)
      const headers = policy.revalidationHeaders(asked)
      const revalidated = await fetch(`${origin}${address}`, { headers })
      expect(revalidated.status, address).toBe(304)
      expect(policy.revalidatedPolicy(asked, toMessage(revalidated)), address).toMatchObject({
        modified: false,
        matches: true,
      })
    }
  })
})

describe('the ETags of the reference', () => {
  it.each(['/docs', '/v1/openapi.json', '/v1/schemas/Event.json'])('%s: is that of the sent bytes', async (path) => {
    const response = await fetch(`${origin}${path}`)
    const text = await response.text()
    // Each content coding has its own ETag.
    expect(response.headers.get('ETag')?.replace('-gzip', '')).toBe(
      `"${createHash('sha256').update(text).digest('hex')}"`,
    )
    expect(text).not.toContain(ORIGIN_PLACEHOLDER)
  })
})

function toMessage({ status, headers }: Response) {
  return { status, headers: Object.fromEntries(headers) }
}
