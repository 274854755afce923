import { join } from 'node:path'
import { hasEntry, hashHead, readLog } from '../store/log.ts'
import { readRef, type Storage } from '../store/refs.ts'
import type { Target } from '../store/store.ts'
import type { Options } from './command.ts'
import { advanceLedger, readLedger, writeLedger } from './ledger.ts'
import { TOPICS_FOLDER } from './topics.ts'

/**
 * Runs a command that changes a topic, with the sequence that this copy knows of it, and records what it came to. A copy
 * that never published the topic knows nothing; nor does one that published it to another local store, whose log has not the
 * head that the copy recorded.
 */
export async function withLedger<Result extends { kind: string; sequence?: number }>(
  storage: Storage & { target: Target },
  topic: string,
  { topics = TOPICS_FOLDER }: Options,
  run: (sequence: number) => Promise<Result>,
): Promise<Result> {
  const { store, target } = storage
  const folder = join(topics, topic)
  const ledger = await readLedger(folder, target)
  const result = await run(target === 'remote' ? ledger.sequence : 0)
  if (result.kind === 'refused' || result.sequence === undefined || ledger.head === undefined) return result
  const ref = await readRef(storage, topic)
  const log = ref && (await readLog(store, ref))
  if (!log || !(await hasEntry(log, ledger.head))) return result
  const head = (await hashHead(log)) ?? ledger.head
  await writeLedger(folder, target, advanceLedger(ledger, { sequence: ref.sequence, head }))
  return result
}
