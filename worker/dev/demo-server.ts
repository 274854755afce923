/** Serves the third-party page: plain files from another origin, with the Worker's origin put where `%ORIGIN%` stands. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

export const DEMO_FOLDER = fileURLToPath(new URL('../../test/demo/', import.meta.url))

const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8' }

export interface DemoServer {
  address: string
  close: () => Promise<void>
}

export async function startDemoServer(port: number, workerOrigin: string, folder = DEMO_FOLDER): Promise<DemoServer> {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://demo').pathname)
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path)
    const type = TYPES[extname(file)]
    const content = type === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined)
    if (type === undefined || content === undefined) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found\n')
      return
    }
    response.writeHead(200, { 'Content-Type': type }).end(content.replaceAll('%ORIGIN%', workerOrigin))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
