/** Access to the desk: which clients may use it, and that a hostile page can do nothing. Uses plain HTTP, like any other program. */
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, startDesk } from '../../data/desk/server.ts'
import { createLocalDeskStore } from '../../data/desk/stores.ts'
import { createMemoryStorage } from '../unit/memory-store.ts'

let desk: Desk
let host: string
let token: string
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-'))
  await mkdir(join(folder, 'topics/made-up'), { recursive: true })
  await writeFile(join(folder, 'topics/made-up/topic.yml'), 'name: A made-up topic\n')
  await writeFile(join(folder, 'secret.txt'), 'A secret outside the folder of sources.\n')
  desk = await startDesk({
    port: 0,
    topicsFolder: join(folder, 'topics'),
    sourcesFolder: join(folder, 'sources'),
    stores: [createLocalDeskStore({ target: 'local', ...createMemoryStorage() }, (use) => use())],
    renderBox: () => ({ html: '', css: '' }),
    assets: { '': { type: 'text/html', content: '<!doctype html>' } },
  })
  const url = new URL(desk.url)
  host = url.host
  token = url.hash.slice(1)
})
afterAll(() => desk.close())

interface Answer {
  status: number
  headers: Record<string, unknown>
  body: string
}

/** Sends a request without `fetch`, which sets Host and Origin itself. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Answer> {
  const { hostname, port } = new URL(desk.url)
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers: { host, ...headers } }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

const authorization = () => `Bearer ${token}`

describe('the desk', () => {
  it('sends its own page the token of this start', async () => {
    const own = { authorization: authorization(), origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }
    expect(await ask('/edit/api/topics', own)).toMatchObject({ status: 200, body: '["made-up"]' })
    expect(await ask('/edit', { 'sec-fetch-site': 'none' })).toMatchObject({ status: 200 })
  })

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of the same site', { 'sec-fetch-site': 'same-site' }],
    ['a DNS name that resolves here', { host: 'evil.example' }],
    ['a DNS name that resolves here, with the port', { host: 'evil.example:8789', origin: 'http://evil.example:8789' }],
    ['localhost by name', { host: 'localhost' }],
  ])('refuses %s, even with the token', async (_, headers) => {
    for (const path of ['/edit', '/edit/api/topics']) {
      const answer = await ask(path, { authorization: authorization(), ...headers })
      expect(answer.status).toBe(403)
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    }
  })

  it.each(['', 'Bearer ', 'Bearer x', 'Basic x'])('reads and writes nothing with the token %j', async (given) => {
    const headers = { authorization: given, 'content-type': 'application/json' }
    expect((await ask('/edit/api/topics/made-up', headers)).status).toBe(401)
    expect((await ask('/edit/api/topics', headers, 'POST', '{"id":"evil","name":"Evil"}')).status).toBe(401)
    expect(await readdir(join(folder, 'topics'))).toEqual(['made-up'])
  })

  it.each(['', '{'])('answers %j, which is not JSON, with one sentence', async (body) => {
    const answer = await ask('/edit/api/topics', { authorization: authorization() }, 'POST', body)
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('the request is not JSON')
  })

  it('lets only its own scripts run, and cannot be framed', async () => {
    const { headers } = await ask('/edit')
    const policy = String(headers['content-security-policy'])
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ])
      expect(policy).toContain(rule)
    expect(policy).not.toContain('unsafe')
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  it.each(['..%2F..', '%2e%2e', 'nothing', 'made-up%2F..'])('opens only folders of topics: %s', async (id) => {
    const answer = await ask(`/edit/api/topics/${id}`, { authorization: authorization() })
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain('made-up topic')
  })

  it.each(['../secret.txt', '/etc/hostname', 'a/../../secret.txt'])(
    'reads no source outside its folder: %s',
    async (file) => {
      const body = JSON.stringify({ id: 'a', source: { file, firstLine: 1, lastLine: 1 } })
      const answer = await ask('/edit/api/sources/read', { authorization: authorization() }, 'POST', body)
      expect(JSON.parse(answer.body)).toMatchObject({ kind: 'unreadable' })
      expect(answer.body).not.toContain('A secret')
    },
  )

  it('keeps only the text of a hostile page, under a safe name', async () => {
    const html = `<!doctype html><html><head><title>../../evil</title></head><body onload="steal()"><article><h1>Evil page</h1>
      <script>steal()</script><p onclick="steal()">The made-up page has a paragraph that is long enough to be kept as one, its maker said on Monday.</p>
      <p><a href="javascript:steal()">And a second one</a>, with a link that would run a script, were anybody to follow it there, he added.</p>
      <img src=x onerror="steal()"><iframe srcdoc="<script>steal()</script>"></iframe></article></body></html>`
    const path = `/edit/api/sources?name=${encodeURIComponent('../../evil.html')}`
    const answer = JSON.parse((await ask(path, { authorization: authorization() }, 'POST', html)).body)
    expect(answer).toMatchObject({ kind: 'drafted' })
    expect(JSON.stringify(answer)).not.toMatch(/steal|javascript:|<script/)
    expect(await readdir(folder)).toEqual(['secret.txt', 'sources', 'topics'])
    expect(await readdir(join(folder, 'sources'))).toEqual([answer.record.source.file])
  })
})
