/** @stoplight/prism-cli as a proxy before the service: requests each documented path, and finds no violation of the document. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { findFreePort } from '../../../worker/dev/port.ts'
import { OPERATIONS } from '../../../worker/openapi/operations/index.ts'
import { fillAddress } from '../addresses.ts'
import { openService } from '../service.ts'
import { bin, type Client } from './client.ts'

const PORT = 8960

export const prism: Client = async ({ origin, file }) => {
  const port = await findFreePort(PORT)
  const proxy = spawn(bin('prism'), ['proxy', file, origin, '--errors', '--port', String(port), '--host', '127.0.0.1'])
  try {
    await waitUntilListening(proxy)
    const service = await openService(origin)
    const violations: string[] = []
    let asked = 0
    for (const operation of OPERATIONS) {
      const address = fillAddress(operation, service)
      // Prism follows redirects itself, so a route that only redirects would be checked with another route's response.
      if (address === undefined || operation.content === undefined) continue
      asked++
      const response = await fetch(`http://127.0.0.1:${port}${address}`, { redirect: 'manual' })
      const body = await response.text()
      // Without violations, Prism passes the response on.
      const direct = await fetch(origin + address, { redirect: 'manual' })
      await direct.body?.cancel()
      const violation = response.headers.get('sl-violations') ?? (response.status === direct.status ? null : body)
      if (violation !== null) violations.push(`${address}: ${response.status} ${violation.slice(0, 300)}`)
    }
    return violations.length === 0 ? `ok ${asked} paths, no violation` : violations.join('\n')
  } finally {
    proxy.kill()
    await once(proxy, 'close')
  }
}

/** Resolves when the proxy listens. Keeps reading its output, so that the pipe does not fill up. */
function waitUntilListening(proxy: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const read = (chunk: Buffer) => {
      printed += chunk
      if (/listening/i.test(printed)) resolve()
    }
    proxy.stdout?.on('data', read)
    proxy.stderr?.on('data', read)
    proxy.on('close', () => reject(new Error(`prism ended: ${printed.slice(-800)}`)))
  })
}
