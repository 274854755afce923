/** The records behind a topic are served as exact bytes, and suffice to check its whole history independently. */
import { reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { sha256Hex } from '../../data/citations/sha256.ts'
import { checkChain } from '../../data/store/chain.ts'
import type { ReadParts } from '../../data/store/chain-parts.ts'
import { findManifests } from '../../data/store/log.ts'
import { blobKey, type Log, type Manifest, type Ref, refKey } from '../../data/store/records.ts'
import {
  createReader,
  day,
  publish,
  type Reader,
  readRef,
  rename,
  TOPIC,
  withdrawItem,
  withdrawRelease,
} from './content.ts'

const BASE = `/v1/topics/${TOPIC}`
let reader: Reader
const getBytes = async (path: string) => new Uint8Array(await (await reader.get(`${BASE}${path}`)).arrayBuffer())

const readParts: ReadParts = async (parts) => {
  const found = new Map<string, Uint8Array>()
  for (const { sha256, what, release, path } of parts) {
    const place = what === 'log' ? '/log' : `/releases/${release}/${what === 'manifest' ? what : `raw/${path}`}`
    const response = await reader.get(`${BASE}${place}`)
    if (response.ok) found.set(sha256, new Uint8Array(await response.arrayBuffer()))
  }
  return found
}

beforeEach(async () => {
  await reset()
  reader = createReader()
  await publish(TOPIC, day(1))
  await publish(TOPIC, day(2), rename('Second'))
})

describe('a record', () => {
  it('is served byte for byte, as a type that no browser opens', async () => {
    const { log } = await readRef()
    expect(await getBytes('/ref')).toEqual(new Uint8Array((await env.FACTS.get(refKey(TOPIC), 'arrayBuffer')) ?? []))
    expect(await sha256Hex(await getBytes('/log'))).toBe(log)
    const { entries, format } = JSON.parse(new TextDecoder().decode(await getBytes('/log'))) as Log
    const sha256 = findManifests({ entries, format }).get(1) ?? ''
    const manifest = await getBytes('/releases/1/manifest')
    expect(await sha256Hex(manifest)).toBe(sha256)
    const { files } = JSON.parse(new TextDecoder().decode(manifest)) as Manifest
    for (const [path, file] of Object.entries(files)) {
      expect(await sha256Hex(await getBytes(`/releases/1/raw/${path}`)), path).toBe(file.sha256)
    }
    for (const path of ['/ref', '/log', '/releases/1/manifest', '/releases/2/raw/topic.jsonld']) {
      const { headers } = await reader.get(`${BASE}${path}`)
      expect(headers.get('Content-Type'), path).toBe('application/octet-stream')
      expect(headers.get('X-Content-Type-Options'), path).toBe('nosniff')
      expect(headers.get('Content-Security-Policy'), path).toBe("default-src 'none'; sandbox")
      expect(headers.get('Access-Control-Allow-Origin'), path).toBe('*')
    }
  })

  it('is a 404 where there is none', async () => {
    const nowhere = [
      '/releases/3/manifest',
      '/releases/0/manifest',
      '/releases/1/raw/nope',
      '/releases/1/raw/__proto__',
    ]
    for (const path of nowhere) expect((await reader.get(`${BASE}${path}`)).status, path).toBe(404)
    for (const path of ['ref', 'log']) expect((await reader.get(`/v1/topics/nope/${path}`)).status, path).toBe(404)
  })

  it('of a withdrawn release is a 410 with the reason', async () => {
    await withdrawRelease(TOPIC, 1, day(3))
    for (const path of ['/releases/1/manifest', '/releases/1/raw/topic.json']) {
      const response = await reader.get(`${BASE}${path}`)
      expect(response.status, path).toBe(410)
      expect(await response.json()).toMatchObject({ reason: 'Published by mistake.' })
    }
  })

  it('that cannot be read is a 503, never a previous state', async () => {
    await env.FACTS.delete(blobKey((await readRef()).log))
    for (const path of ['/log', '/releases/1/manifest'])
      expect((await reader.get(`${BASE}${path}`)).status, path).toBe(503)
  })
})

it('forms a consistent history with the others, also after a withdrawal', async () => {
  await withdrawItem(TOPIC, 'liaison-to-hezbollah', day(3))
  await withdrawRelease(TOPIC, 1, day(4))
  const ref = JSON.parse(new TextDecoder().decode(await getBytes('/ref'))) as Ref
  const report = await checkChain(TOPIC, ref, { read: readParts })
  expect(report).toMatchObject({ faults: [], releases: 1, redacted: [2], withdrawn: [1] })
})
