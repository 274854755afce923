/** Small servers on this machine, each an origin of its own. */
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Answer {
  status?: number
  type?: string
  body: string
}

export async function listen(answer: (path: string, response: ServerResponse) => void): Promise<Server> {
  const server = createServer((request, response) =>
    answer(new URL(request.url ?? '/', 'http://host').pathname, response),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

export function send(
  response: ServerResponse,
  { status = 200, type = 'text/plain', body }: Answer,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, {
      'Content-Type': type,
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'no-store',
      ...headers,
    })
    .end(body)
}

export function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
