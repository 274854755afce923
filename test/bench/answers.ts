/** A response of the Worker, and servers that only send the same bytes with the same headers. */
import type { Code } from './workerd.ts'

export interface Answer {
  status: number
  headers: Record<string, string>
  body: Uint8Array
}

/** Headers of the connection or of the moment, which a server makes itself (RFC 9110, 7.6.1). */
const NOT_OURS = ['connection', 'date', 'keep-alive', 'transfer-encoding']

export async function readAnswer(address: string, headers: Record<string, string> = {}): Promise<Answer> {
  // Encoded bytes would be decoded here.
  const response = await fetch(address, { headers: { 'Accept-Encoding': 'identity', ...headers } })
  const body = new Uint8Array(await response.arrayBuffer())
  const kept = [...response.headers].filter(([name]) => !NOT_OURS.includes(name))
  return { status: response.status, headers: Object.fromEntries(kept), body }
}

/** Returns the minimal Worker: one constant response for every request. */
export function writeEmptyWorker({ status, headers, body }: Answer): Code {
  const main = `import body from 'body.bin'
const options = { status: ${status}, headers: new Headers(${JSON.stringify(headers)}) }
export default { fetch: () => new Response(body, options) }
`
  return { modules: { 'index.js': main, 'body.bin': body } }
}
