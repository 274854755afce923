/** The contract's table over TLS, as for a deployment: with the test's own certificate and a TLS proxy. */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findFreePort } from '../../worker/dev/port.ts'
import { runNode } from '../fixtures/processes.ts'
import { startService } from '../fixtures/worker-service.ts'

const COMMAND = fileURLToPath(new URL('index.ts', import.meta.url))

let folder: string
let certificate: string
let origin: string
let close: () => Promise<void>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fact-box-'))
  const key = join(folder, 'key.pem')
  certificate = join(folder, 'certificate.pem')
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  execFileSync('openssl', ['req', ...kind, '-keyout', key, '-out', certificate, ...name], { stdio: 'pipe' })
  const port = await findFreePort(0)
  origin = `https://127.0.0.1:${port}`
  const service = await startService({ variables: { PUBLIC_ORIGIN: origin } })
  const options = { key: await readFile(key), cert: await readFile(certificate) }
  const proxy = createServer(options, (from, to) => {
    const target = new URL(service.origin)
    const { method, headers, url: path } = from
    const asked = request({ host: target.hostname, port: target.port, method, headers, path }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(to)
    })
    asked.on('error', () => to.destroy())
    from.pipe(asked)
  })
  proxy.listen(port, '127.0.0.1')
  await once(proxy, 'listening')
  close = async () => {
    proxy.closeAllConnections()
    proxy.close()
    await service.close()
  }
})

afterAll(() => close?.())

it('holds at an https:// origin', async () => {
  const { code, output } = await run(certificate)
  expect(output.split('\n').filter((line) => line.startsWith('FAIL'))).toEqual([])
  expect(code).toBe(0)
})

it('fails for a host with an untrusted certificate', async () => {
  const { code, output } = await run(undefined)
  expect(code).toBe(1)
  expect(output).toMatch(/^FAIL {2}https:\S+ does not answer as this service does/)
})

const run = (trusted: string | undefined) =>
  runNode([COMMAND, origin], {
    env: { ...process.env, ...(trusted !== undefined && { NODE_EXTRA_CA_CERTS: trusted }) },
  })
