import { type RolledBack, rollbackTopic } from '../releases/rollback.ts'
import { type Command, report, STORE_OPTIONS, UsageError } from './command.ts'
import { withStore } from './open-store.ts'
import { parseRelease } from './release-number.ts'

export const rollback: Command = {
  usage: 'rollback TOPIC [N] [--remote]',
  summary: 'give readers an earlier release again, byte for byte',
  options: { ...STORE_OPTIONS, json: { type: 'boolean' } },
  run: async ([topic, release], options) => {
    if (topic === undefined) throw new UsageError('a topic is needed')
    const wanted = release === undefined ? undefined : parseRelease(release)
    return withStore(options, async (store) => {
      const result = await rollbackTopic(store, topic, wanted, new Date())
      report(options, { topic, ...result }, describe(topic, result))
      return result.kind === 'rolled-back' || result.kind === 'unchanged' ? 0 : 1
    })
  },
}

function describe(topic: string, result: RolledBack): string {
  switch (result.kind) {
    case 'rolled-back':
      return `${topic}: readers have release ${result.release} again (they had ${result.from})`
    case 'unchanged':
      return `${topic}: readers have release ${result.release} already`
    case 'unknown-topic':
      return `there is no published topic ${topic}`
    case 'unknown-release':
      return `${topic}: there is no such release; the latest is ${result.latest}`
    case 'withdrawn-release':
      return `${topic}: release ${result.release} was withdrawn; readers keep what they have`
  }
}
