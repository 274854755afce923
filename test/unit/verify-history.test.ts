/** `verify --remote HOST` against the test's own host, which sends what a store has or something else. */
import { mkdir, mkdtemp, rename, writeFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { experimental_readRawConfig } from 'wrangler'
import { findEnvironment } from '../../data/cli/key-file.ts'
import { readLedgerOf } from '../../data/cli/ledger.ts'
import { openHost, verifyHistory } from '../../data/cli/verify-history.ts'
import { verifyTopicHistory } from '../../data/store/chain.ts'
import { CONFIGURATION } from '../../data/store/kv-local.ts'
import { hashHead, readLog } from '../../data/store/log.ts'
import { refKey } from '../../data/store/records.ts'
import { createSigner, generateKey, sign } from '../../data/store/signature.ts'
import { addressOf, close } from '../fixtures/loopback.ts'
import { startHistoryHost } from './history-host.ts'
import { createMemoryStorage, type MemoryStorage, readRef } from './memory-store.ts'
import { publishOn, TOPIC } from './real-topic.ts'

type Vars = { PUBLIC_ORIGIN?: string }

let memory: MemoryStorage
let server: Server
/** How many requests the host answers with 429 before it serves. */
let refusals = 0
const waits: number[] = []

async function publish(n: number, name: string) {
  await publishOn(memory, n, name)
}

const open = () => openHost(addressOf(server), { wait: async (ms) => waits.push(ms) })
const readHead = async () => (await hashHead(await readLog(memory.store, readRef(memory, TOPIC)))) ?? ''

beforeEach(async () => {
  refusals = 0
  waits.length = 0
  memory = createMemoryStorage()
  await publish(1, 'First')
  await publish(2, 'Second')
  server = await startHistoryHost(
    TOPIC,
    () => memory.store,
    () => refusals-- > 0,
  )
})
afterEach(() => close(server))

it('accepts a whole history, and recognises the known head that it continues', async () => {
  const since = await readHead()
  await publish(3, 'Third')
  expect(await verifyTopicHistory(open(), TOPIC, { since })).toMatchObject({
    faults: [],
    continues: ['since'],
    releases: 3,
  })
  expect(await verifyHistory([], addressOf(server), { json: true, topics: tmpdir() })).toBe(0)
})

it('waits when it is asked to', async () => {
  refusals = 2
  expect(await verifyTopicHistory(open(), TOPIC, {})).toMatchObject({ faults: [] })
  expect(waits).toEqual([7000, 7000])
})

it('detects a rewritten history only by the head, because all of its hashes match', async () => {
  const since = await readHead()
  memory = createMemoryStorage()
  await publish(1, 'Forged')
  await publish(2, 'Second')
  expect((await verifyTopicHistory(open(), TOPIC, {})).faults).toEqual([])
  const { faults } = await verifyTopicHistory(open(), TOPIC, { since })
  expect(faults[0]?.problem).toBe(`the log does not continue from ${since}`)
  expect(await verifyHistory([TOPIC], addressOf(server), { json: true, since, topics: tmpdir() })).toBe(1)
})

it('compares with the ledger of the environment that is served, and with no other', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fact-box-'))
  const ledger = { release: 9, sequence: 9, head: 'a'.repeat(64), ids: {} }
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'published.json'), JSON.stringify(ledger))
  expect(await findEnvironment(addressOf(server))).toBeUndefined()
  const { PUBLIC_ORIGIN = '' } = experimental_readRawConfig({ config: CONFIGURATION }).rawConfig.vars as Vars
  expect(await findEnvironment(PUBLIC_ORIGIN)).toMatchObject({ name: '', origin: PUBLIC_ORIGIN })
  expect(await readLedgerOf(folder, { name: '' })).toEqual(ledger)
  expect(await readLedgerOf(folder, { name: 'staging' })).toBeUndefined()
  await rename(join(folder, 'published.json'), join(folder, 'published.local.json'))
  expect(await readLedgerOf(folder, { name: '' })).toEqual(ledger)
  const { faults } = await verifyTopicHistory(open(), TOPIC, { seen: ledger })
  expect(faults.map(({ problem }) => problem)).toEqual([
    'it shows change 2, and change 9 was seen before',
    `the log does not continue from ${ledger.head}, which was seen before`,
  ])
})

it('requires the signature of a given key, and claims none without a key', async () => {
  const signer = await createSigner(await generateKey())
  const keys = [signer.publicKey]
  const unsigned = 'the ref is not signed by a key that is known'
  expect((await verifyTopicHistory(open(), TOPIC, { keys })).faults).toEqual([{ problem: unsigned }])
  const signed = await sign(readRef(memory, TOPIC), signer)
  memory.values.set(refKey(TOPIC), Buffer.from(JSON.stringify(signed)))
  expect(await verifyTopicHistory(open(), TOPIC, { keys })).toMatchObject({ faults: [], continues: ['signature'] })
  expect((await verifyTopicHistory(open(), TOPIC, {})).continues).toEqual([])
  const options = { json: true, 'signed-by': signer.publicKey, topics: tmpdir() } as const
  expect(await verifyHistory([TOPIC], addressOf(server), options)).toBe(0)
  memory.values.set(refKey(TOPIC), Buffer.from(JSON.stringify({ ...signed, sequence: 9 })))
  expect(await verifyHistory([TOPIC], addressOf(server), options)).toBe(1)
})

it.each(['', 'not a host', 'https://'])('requires the URL of a host, which %j is not', (address) => {
  expect(() => openHost(address)).toThrow('is not a URL or host name')
})

it('names the host that does not answer', async () => {
  const address = addressOf(server)
  await close(server)
  await expect(openHost(address).listTopics()).rejects.toThrow(`${address} does not answer (connect ECONNREFUSED`)
})
