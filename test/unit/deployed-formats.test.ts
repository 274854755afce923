import type { Server } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { checkDeployedFormats } from '../../data/cli/open-store.ts'
import { addressOf, close, listen, send } from '../fixtures/loopback.ts'

let server: Server | undefined
afterEach(async () => {
  if (server) await close(server)
  server = undefined
})

async function answer(body: string): Promise<string> {
  server = await listen((_, response) => send(response, { body }))
  return addressOf(server)
}

const health = (more: object) => JSON.stringify({ status: 'pass', kv: { reachable: true }, ...more })

it.each([
  ['reads another format', health({ formats: [3] }), 'reads store format 3, and this code writes 2: deploy first'],
  ['is older than format numbers', health({}), 'reads store format 1'],
])('publishing is refused where the deployed Worker %s', async (_, body, message) => {
  await expect(checkDeployedFormats(await answer(body))).rejects.toThrow(message)
})

it.each([
  ['reads this format', health({ formats: [2, 3] })],
  ['is not a Worker of this project', '<!doctype html>'],
])('publishing continues where the deployed Worker %s', async (_, body) => {
  await expect(checkDeployedFormats(await answer(body))).resolves.toBeUndefined()
})

it('publishing continues where nothing answers', async () => {
  const origin = await answer('')
  if (server) await close(server)
  server = undefined
  await expect(checkDeployedFormats(origin)).resolves.toBeUndefined()
})
