/** The widget's script: evergreen at one address, for ever at another, and there whatever else is not. */
import { reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { sha256Hex } from '../../data/sha256.ts'
import { blobKey } from '../../data/store/records.ts'
import { archiveWidget, createReader, publishReal, TOPIC } from './content.ts'

const OLDER = '(function(FACT_BOX){"older"})()'
const IMMUTABLE = 'public, max-age=31536000, immutable'

const hash = async (script: string) => (await sha256Hex(script)).slice(0, 16)
const broken = {
  get: () => Promise.reject(new Error('KV is out of reach')),
} as unknown as KVNamespace

beforeEach(async () => {
  await reset()
})

describe('/widget@{hash}.js', () => {
  it('of the current build is /widget.js, for ever, and reads nothing', async () => {
    const reader = createReader()
    const moving = await reader.get('/widget.js')
    const script = await moving.text()
    const pinned = await reader.get(`/widget@${await hash(script)}.js`)
    expect([pinned.status, pinned.headers.get('Cache-Control')]).toEqual([200, IMMUTABLE])
    expect(pinned.headers.get('ETag')).toBe(moving.headers.get('ETag'))
    expect(pinned.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8')
    expect(pinned.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(await pinned.text()).toBe(script)
    expect(reader.reads).toEqual([])
  })

  it('of an older build has its bytes after another was deployed, and is read once', async () => {
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

  it('is never other bytes than its hash names, whatever lies in KV', async () => {
    await archiveWidget(OLDER)
    await env.FACTS.put(blobKey(await sha256Hex(OLDER)), `${OLDER};forged()`)
    const response = await createReader().get(`/widget@${await hash(OLDER)}.js`)
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([503, 'no-store'])
  })

  it('made up is a 404, which costs at most the one row', async () => {
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

  it('is asked for again while KV cannot be read', async () => {
    const response = await createReader({ namespace: broken }).get('/widget@0123456789abcdef.js')
    expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '5'])
  })
})

describe('without the static files', () => {
  const reader = createReader({ assets: { fetch: async () => new Response('', { status: 500 }) } })

  it('both scripts are there all the same', async () => {
    await publishReal()
    for (const path of ['/widget.js', `/embed/${TOPIC}.js`]) expect((await reader.get(path)).status, path).toBe(200)
  })

  it('what is made of them is asked for again', async () => {
    for (const path of ['/docs', '/v1/openapi.json', '/v1/schemas/Event.json']) {
      const response = await reader.get(path)
      expect([response.status, response.headers.get('Retry-After')], path).toEqual([503, '5'])
    }
  })
})
