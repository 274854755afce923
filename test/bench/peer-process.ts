/** Serves one response at one URL with the named framework: `node peer-process.ts express|fastify FOLDER`. */
import { readFileSync } from 'node:fs'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import fastify from 'fastify'

const [name, folder = ''] = process.argv.slice(2)
const body = readFileSync(join(folder, 'body'))
const { path, headers } = JSON.parse(readFileSync(join(folder, 'answer.json'), 'utf8'))

const server = name === 'express' ? await startExpress() : await startFastify()
process.send?.((server.address() as AddressInfo).port)

function startExpress(): Promise<Server> {
  const app = express().disable('x-powered-by')
  app.get(path, (_, response) => void response.set(headers).send(body))
  return new Promise((resolve) => {
    const listening: Server = app.listen(0, '127.0.0.1', () => resolve(listening))
  })
}

async function startFastify(): Promise<Server> {
  const app = fastify()
  app.get(path, (_, reply) => reply.headers(headers).send(body))
  await app.listen({ host: '127.0.0.1', port: 0 })
  return app.server
}
