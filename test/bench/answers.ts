/** A response of the Worker, and servers that do nothing but give the same bytes with the same headers. */
import type { Code } from './workerd.ts'

export interface Answer {
  status: number
  headers: Record<string, string>
  body: Uint8Array
}

/** Of the connection, or of the moment: a server makes them itself (RFC 9110, 7.6.1). */
const NOT_OURS = ['connection', 'date', 'keep-alive', 'transfer-encoding']

export async function readAnswer(address: string, headers: Record<string, string> = {}): Promise<Answer> {
  // Coded bytes would be decoded here.
  const response = await fetch(address, { headers: { 'Accept-Encoding': 'identity', ...headers } })
  const body = new Uint8Array(await response.arrayBuffer())
  const kept = [...response.headers].filter(([name]) => !NOT_OURS.includes(name))
  return { status: response.status, headers: Object.fromEntries(kept), body }
}

/** The least that a Worker can do: one constant for every request. */
export function writeEmptyWorker({ status, headers, body }: Answer): Code {
  const main = `import body from 'body.bin'
const options = { status: ${status}, headers: new Headers(${JSON.stringify(headers)}) }
export default { fetch: () => new Response(body, options) }
`
  return { modules: { 'index.js': main, 'body.bin': body } }
}
