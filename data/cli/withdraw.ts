import { type Withdrawn, withdraw as withdrawTarget } from '../releases/withdraw.ts'
import { type Command, report, STORE_OPTIONS, UsageError } from './command.ts'
import { withStore } from './open-store.ts'
import { parseRelease } from './release-number.ts'

const REMINDER = '\nAn item: take it out of the YAML too, list it under retired, and publish.'

export const withdraw: Command = {
  usage: 'withdraw TOPIC (ID | --release N) --reason "…" [--remote]',
  summary: 'take an item out of every release, or a release out of all',
  options: {
    ...STORE_OPTIONS,
    reason: { type: 'string' },
    release: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async ([topic, item], options) => {
    const { reason, release } = options
    if (topic === undefined || (item === undefined) === (release === undefined)) {
      throw new UsageError('a topic is needed, and either the id of an item or --release')
    }
    if (!reason?.trim())
      throw new UsageError('--reason is needed: readers are shown it in the place of what was withdrawn')
    const target = item === undefined ? { release: parseRelease(release ?? '') } : { item }
    return withStore(options, async (store) => {
      const result = await withdrawTarget(store, topic, target, reason.trim(), new Date())
      report(options, { topic, ...target, ...result }, describe(topic, item ?? `release ${release}`, result))
      return result.kind === 'withdrawn' || result.kind === 'already-withdrawn' ? 0 : 1
    })
  },
}

function describe(topic: string, target: string, result: Withdrawn): string {
  switch (result.kind) {
    case 'withdrawn':
      return `${topic}: ${target} is withdrawn and answers 410 with the reason${REMINDER}`
    case 'already-withdrawn':
      return `${topic}: ${target} was withdrawn on ${result.date} already`
    case 'unknown-topic':
      return `there is no published topic ${topic}`
    case 'unknown-item':
      return `${topic}: no release has an item ${target}`
    case 'unknown-release':
      return `${topic}: there is no ${target}; the latest is ${result.latest}`
    case 'current-release':
      return `${topic}: readers have ${target} now; publish or roll back first`
  }
}
