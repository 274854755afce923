/**
 * The desk: the local editor at `/edit` of `npm start`, never part of the deployed Worker. The YAML files are the single
 * source of truth; desk and command line share their code. Page, script and style sheet are bundled when `npm start` runs.
 */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Hono } from 'hono'
import * as v from 'valibot'
import { fail } from '../checks/finding.ts'
import { describeExpected, UsageError } from '../cli/command.ts'
import { guardOrigin, guardToken } from './access.ts'
import { addRoutes } from './routes.ts'
import type { DeskOptions } from './stores.ts'

export interface Desk {
  /** Has the token in the fragment, which browsers never send to a server. */
  url: string
  close: () => Promise<void>
}

/** Errors of a client that disconnected. */
const LEFT = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE'])
const MAX_BODY_BYTES = 60_000_000

export async function startDesk(options: DeskOptions): Promise<Desk> {
  const token = randomBytes(24).toString('base64url')
  let app: Hono | undefined
  const server = createServer((request, response) => {
    if (app) void handle(app, request, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  app = createDesk(options, host, token)
  return { url: `http://${host}/edit#${token}`, close: () => close(server) }
}

function createDesk(options: DeskOptions, host: string, token: string): Hono {
  const app = new Hono()
  app.use(guardOrigin(host))
  app.use('/edit/api/*', guardToken(token))
  for (const [path, { type, content }] of Object.entries(options.assets))
    app.get(`/edit${path}`, (context) => context.body(content, 200, { 'content-type': type }))
  addRoutes(app, options)
  app.onError((error, context) => {
    if (error instanceof v.ValiError) return context.json(fail(error.message), 400)
    if (error instanceof SyntaxError) return context.json(fail(`the request is not JSON: ${error.message}`), 400)
    if (error instanceof UsageError) return context.json(fail(error.message), 404)
    const problem = describeExpected(error)
    if (problem !== undefined) return context.json(fail(problem), 503)
    console.error(error)
    return context.json(fail(`an internal error: ${error.message}`), 500)
  })
  return app
}

async function handle(app: Hono, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const headers = new Headers()
    for (const [name, value] of Object.entries(incoming.headers))
      if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
    const method = incoming.method ?? 'GET'
    const body = method === 'GET' || method === 'HEAD' ? undefined : await readBounded(incoming)
    if (body === 'too long') {
      response.writeHead(413, { connection: 'close' }).end()
      return
    }
    const request = new Request(new URL(incoming.url ?? '/', 'http://desk'), { method, headers, ...(body && { body }) })
    const answer = await app.fetch(request)
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    if (answer.body) await pipeline(Readable.fromWeb(answer.body as ReadableStream), response)
    else response.end()
  } catch (error) {
    if (!LEFT.has((error as NodeJS.ErrnoException).code ?? '')) console.error(error)
    response.destroy()
  }
}

async function readBounded(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | 'too long'> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MAX_BODY_BYTES) return 'too long'
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

const path = (name: string) => fileURLToPath(new URL(`client/${name}`, import.meta.url))

export async function bundleDesk(): Promise<DeskOptions['assets']> {
  const [bundled, sheet] = await Promise.all([
    build({
      entryPoints: [path('index.tsx')],
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2023',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      tsconfigRaw: {},
      logLevel: 'silent',
    }),
    readFile(path('desk.css'), 'utf8'),
  ])
  return {
    '': { type: 'text/html; charset=utf-8', content: PAGE },
    '/client.js': { type: 'text/javascript; charset=utf-8', content: bundled.outputFiles[0]?.text ?? '' },
    '/desk.css': { type: 'text/css; charset=utf-8', content: sheet },
  }
}

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Desk</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/edit/desk.css">
<div id="desk"></div>
<script type="module" src="/edit/client.js"></script>
</html>
`
