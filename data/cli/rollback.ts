import type { Storage } from '../store/refs.ts'
import { type RolledBack, rollbackTopic } from '../store/rollback.ts'
import type { Target } from '../store/store.ts'
import {
  type Command,
  type Options,
  parseRelease,
  report,
  STORE_OPTIONS,
  TOPIC_OPTIONS,
  UsageError,
} from './command.ts'
import { withLedger, withStore } from './open-store.ts'
import { describeClockLag, describeRefusal } from './publish.ts'

export const rollback: Command = {
  usage: 'rollback TOPIC [N] [--remote]',
  maxWords: 2,
  summary: 'give readers an earlier release again, byte for byte',
  options: { ...STORE_OPTIONS, ...TOPIC_OPTIONS },
  run: async ([topic, release], options) => {
    if (topic === undefined) throw new UsageError('a topic is needed')
    const wanted = release === undefined ? undefined : parseRelease(release)
    return withStore(
      options,
      async (storage) => {
        const result = await rollBack(storage, topic, wanted, options)
        report(options, { topic, ...result }, describeRolledBack(topic, result))
        return result.kind === 'rolled-back' || result.kind === 'unchanged' ? 0 : 1
      },
      { needsKey: true },
    )
  },
}

/** Makes `release` current again, by default the previous one, and updates the ledger. */
export function rollBack(
  storage: Storage & { target: Target },
  topic: string,
  release: number | undefined,
  options: Options,
): Promise<RolledBack> {
  return withLedger(storage, topic, options, (sequence) =>
    rollbackTopic(storage, topic, { release, now: new Date(), sequence }),
  )
}

export function describeRolledBack(topic: string, result: RolledBack): string {
  switch (result.kind) {
    case 'rolled-back': {
      const lag = result.clockLag === undefined ? [] : [describeClockLag(result.clockLag)]
      return [`${topic}: readers have release ${result.release} again (they had ${result.from})`, ...lag].join('\n')
    }
    case 'unchanged':
      return `${topic}: readers have release ${result.release} already`
    case 'unknown-topic':
      return `there is no published topic ${topic}`
    case 'unknown-release':
      return `${topic}: there is no such release to go back to; the latest is ${result.latest}`
    case 'withdrawn-topic':
      return `${topic}: the whole topic was withdrawn on ${result.date.slice(0, 10)}; no release of it is served again`
    case 'withdrawn-release':
      return `${topic}: release ${result.release} was withdrawn; readers keep what they have`
    case 'incomplete-release':
      return `${topic}: ${result.missing.join(', ')} of release ${result.release} cannot be read; readers keep what they have.
  Restore the release from a backup`
    case 'refused':
      return `${topic}: refused: ${describeRefusal(result)}`
  }
}
