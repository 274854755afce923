/** The widget's script: current at one URL, permanent at another, read once per isolate. */
import { reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { sha256Hex } from '../../data/citations/sha256.ts'
import { blobKey } from '../../data/store/records.ts'
import { callScript } from '../../widget/call-script.ts'
import { archiveWidget, createNamespace, createReader, publishReal, TOPIC } from './content.ts'

const OLDER = '(function(FACT_BOX){"older"})()'
const IMMUTABLE = 'public, max-age=31536000, immutable, no-transform'

const hash = async (script: string) => (await sha256Hex(script)).slice(0, 16)
beforeEach(async () => {
  await reset()
})

describe('/widget@{hash}.mjs', () => {
  it('is the same build as a module, with the origin of the service, permanently', async () => {
    const reader = createReader()
    const { widget } = await (await reader.get('/healthz')).json<{ widget: string }>()
    const module = await reader.get(`/widget@${widget.slice(0, 16)}.mjs`)
    expect([module.status, module.headers.get('Cache-Control')]).toEqual([200, IMMUTABLE])
    expect(await module.text()).toBe(await (await reader.get('/widget.mjs')).text())
    expect((await reader.get('/widget@0123456789abcdef.mjs')).status).toBe(404)
  })
})

describe('/widget@{hash}.js', () => {
  it('of the current build is /widget.js without its origin, permanently, and reads nothing', async () => {
    const reader = createReader()
    const { widget } = await (await reader.get('/healthz')).json<{ widget: string }>()
    reader.reads.length = 0
    const pinned = await reader.get(`/widget@${widget.slice(0, 16)}.js`)
    expect([pinned.status, pinned.headers.get('Cache-Control')]).toEqual([200, IMMUTABLE])
    expect(pinned.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8')
    expect(pinned.headers.get('Access-Control-Allow-Origin')).toBe('*')
    const script = await pinned.text()
    expect(await sha256Hex(script)).toBe(widget)
    const moving = await (await reader.get('/widget.js')).text()
    expect(moving).toBe(callScript(script, { origin: 'https://facts.example' }))
    expect(reader.reads).toEqual([])
  })

  it('of an older build keeps its bytes after another deployment, and is read once', async () => {
    const reader = createReader({ freshSeconds: 60 })
    const current = await (await reader.get('/widget.js')).text()
    await archiveWidget(OLDER)
    await archiveWidget(current)
    for (let time = 0; time < 2; time++) {
      const response = await reader.get(`/widget@${await hash(OLDER)}.js`)
      expect([response.status, response.headers.get('Cache-Control')]).toEqual([200, IMMUTABLE])
      expect(await response.text()).toBe(OLDER)
    }
    expect(reader.reads).toEqual(['widgets', `blob/${await sha256Hex(OLDER)}`])
  })

  it('never has bytes that do not match its hash, whatever KV contains', async () => {
    await archiveWidget(OLDER)
    await env.FACTS.put(blobKey(await sha256Hex(OLDER)), `${OLDER};forged()`)
    const response = await createReader().get(`/widget@${await hash(OLDER)}.js`)
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([503, 'no-store'])
  })

  it('with an unknown hash is a 404, which costs at most one row', async () => {
    const reader = createReader({ freshSeconds: 60 })
    const names = [
      '0123456789abcdef',
      'fedcba9876543210',
      'constructor',
      'a'.repeat(64),
      '0123456789ABCDEF',
      '__proto__',
    ]
    for (const name of names) {
      const response = await reader.get(`/widget@${name}.js`)
      expect([response.status, response.headers.get('Cache-Control')], name).toEqual([404, 'no-store'])
    }
    expect(reader.reads).toEqual(['widgets'])
  })

  it('is a 503 with Retry-After while KV cannot be read', async () => {
    const response = await createReader({ namespace: createNamespace(() => 'error') }).get(
      '/widget@0123456789abcdef.js',
    )
    expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '5'])
  })
})

/** Creates static files that count the reads of each; with `isBroken`, none can be read. */
function createAssets() {
  const files: string[] = []
  const state = { isBroken: false }
  const fetch = async (url: string) => {
    files.push(new URL(url).pathname)
    return state.isBroken ? new Response('', { status: 500 }) : (env.ASSETS as Fetcher).fetch(url)
  }
  return { files, state, assets: { fetch } as unknown as Pick<Fetcher, 'fetch'> }
}

const SCRIPTS = ['/widget.js', '/widget.mjs', `/embed/${TOPIC}.js`, `/embed/${TOPIC}.js?lang=fa`]

it('has another ETag in another language when its words have changed', async () => {
  await publishReal()
  const path = `/embed/${TOPIC}.js?lang=fa`
  const ask = async (assets?: Pick<Fetcher, 'fetch'>) => {
    const response = await createReader({ ...(assets && { assets }) }).get(path)
    return { tag: response.headers.get('ETag'), body: await response.text() }
  }
  const first = await ask()
  expect(await ask()).toEqual(first)
  const reworded = await ask({
    fetch: async (input: RequestInfo | URL) => {
      const response = await env.ASSETS.fetch(input)
      if (!String(input).includes('language-fa')) return response
      const language = await response.json<{ phrases: Record<string, string> }>()
      return Response.json({ ...language, phrases: { ...language.phrases, factBox: 'Reworded' } })
    },
  })
  expect(reworded.body).not.toBe(first.body)
  expect(reworded.tag).not.toBe(first.tag)
})

it('reads the text and a language once per isolate, for all URLs that use them', async () => {
  await publishReal()
  const { files, assets } = createAssets()
  const reader = createReader({ freshSeconds: 60, assets })
  const { widget } = await reader.getJson<{ widget: string }>('/healthz')
  const frame = await reader.get(`/embed/${TOPIC}?lang=fa`)
  expect(await frame.text()).toContain('جعبهٔ اطلاعات')
  for (const path of [...SCRIPTS, `/widget@${widget.slice(0, 16)}.js`]) {
    const response = await reader.get(path)
    expect([response.status, await response.text()], path).toEqual([200, expect.stringContaining('ORIGIN')])
  }
  expect(files.map((file) => file.replace(/tag-[0-9a-f]{16}/, 'tag'))).toEqual([
    '/worker/language-fa.json',
    `/worker/widget-${widget.slice(0, 16)}.js`,
    '/worker/tag.js',
  ])
})

describe('without the static files', () => {
  it('URLs that use them answer 503 with a reason, and try again', async () => {
    await publishReal()
    const { state, assets } = createAssets()
    const reader = createReader({ freshSeconds: 60, assets })
    const { widget } = await reader.getJson<{ widget: string }>('/healthz')
    const paths = [
      ...[...SCRIPTS, `/widget@${widget.slice(0, 16)}.js`, `/snippet?as=html&topic=${TOPIC}`],
      ...['/docs', '/v1/openapi.json', '/v1/schemas/Event.json'],
    ]
    state.isBroken = true
    for (const path of paths) {
      const response = await reader.get(path)
      const kept = ['Retry-After', 'Cache-Control'].map((name) => response.headers.get(name))
      expect([response.status, ...kept], path).toEqual([503, '5', 'no-store'])
      expect((await response.json<{ detail: string }>()).detail).toContain('A file')
    }
    state.isBroken = false
    for (const path of paths) expect((await reader.get(path)).status, path).toBe(200)
  })

  it('data, boxes and pages are unaffected', async () => {
    await publishReal()
    const { state, assets } = createAssets()
    state.isBroken = true
    const reader = createReader({ assets })
    for (const path of [`/v1/topics/${TOPIC}/box`, `/topics/${TOPIC}`, `/embed/${TOPIC}`]) {
      expect((await reader.get(path)).status, path).toBe(200)
    }
  })
})
