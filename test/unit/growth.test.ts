/** Publishing one topic among ten thousand costs as many calls, keys and bytes as publishing it alone. */
import { expect, it } from 'vitest'
import { publishTopic } from '../../data/store/publish.ts'
import { type Ref, refKey } from '../../data/store/records.ts'
import { withdrawItem } from '../../data/store/withdraw.ts'
import { createMemoryStorage, type MemoryStorage, readRef } from './memory-store.ts'
import { day, publishOn, readAuthored, rename, TOPIC } from './real-topic.ts'

const TOPICS = 10_000

async function publishFirst(): Promise<MemoryStorage> {
  const memory = createMemoryStorage()
  await publishOn(memory, 1, 'First')
  return memory
}

/** Adds copies of the existing topic: the refs and rows that publishing would leave. */
function addOthers(memory: MemoryStorage): void {
  const ref = readRef(memory, TOPIC)
  const { sqlite } = memory
  sqlite.exec('BEGIN')
  for (let number = 2; number <= TOPICS; number++) {
    const id = `topic-${number}`
    const copy: Ref = { ...ref, topic: id, manifest: { ...ref.manifest, topic: id } }
    memory.values.set(refKey(id), new TextEncoder().encode(JSON.stringify(copy)))
    sqlite
      .prepare(`INSERT INTO topics SELECT ?, ?, sequence, log, release, date_published, date_modified, name, json
FROM topics WHERE number = 1`)
      .run(number, id)
  }
  sqlite.exec('COMMIT')
}

async function measureEdit(memory: MemoryStorage) {
  memory.writes.length = 0
  memory.calls = {}
  const keys: string[] = []
  const { store } = memory
  const counted = {
    ...memory,
    store: {
      ...store,
      getMany: (wanted: readonly string[]) => {
        keys.push(...wanted)
        return store.getMany(wanted)
      },
    },
  }
  expect(await publishTopic(counted, readAuthored(rename('Second')), { now: day(2), onto: 1 })).toMatchObject({
    kind: 'published',
    release: 2,
  })
  return { calls: memory.calls, keys, writes: memory.writes }
}

it('publishes one topic among ten thousand at the cost of one, and touches no other', async () => {
  const alone = await measureEdit(await publishFirst())
  const memory = await publishFirst()
  addOthers(memory)
  const among = await measureEdit(memory)
  expect(among).toEqual(alone)
  expect(among.calls).not.toHaveProperty('list')
  expect(among.keys.filter((key) => key.startsWith('topic/'))).toEqual([refKey(TOPIC)])
})

it('finds the rows of a topic without scanning those of others', async () => {
  const memory = await publishFirst()
  const { index, sqlite } = memory
  const plans: string[] = []
  const { batch } = index
  index.batch = (statements) => {
    for (const { sql, params = [] } of statements) {
      if (!/\b(?:DELETE FROM|UPDATE)\b/.test(sql)) continue
      const rows = sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...(params as string[]))
      plans.push(...rows.map(({ detail }) => String(detail)))
    }
    return batch(statements)
  }
  await publishOn(memory, 2, 'Second')
  await withdrawItem(memory, TOPIC, 'liaison-to-hezbollah', { reason: 'A test.', now: day(3) })
  // No table of the index is scanned; `batch`, `rows` and `won` hold only the topics of the call.
  const scans = plans.filter((plan) =>
    /^SCAN (?!batch|rows|won|json_each|search VIRTUAL TABLE INDEX 0:[<>=]+)/.test(plan),
  )
  expect(plans.length).toBeGreaterThan(10)
  expect(scans.filter((plan) => !/^SCAN CONSTANT ROW/.test(plan))).toEqual([])
})
