import type { Dependant, Mention } from '../store/redact.ts'
import type { Storage } from '../store/refs.ts'
import type { Target } from '../store/store.ts'
import { type Withdrawn, type WithdrawOptions, withdrawItem, withdrawRelease } from '../store/withdraw.ts'
import { digestBuild } from './build-digest.ts'
import {
  type Command,
  type Options,
  parseRelease,
  report,
  reportProgress,
  STORE_OPTIONS,
  TOPIC_OPTIONS,
  UsageError,
} from './command.ts'
import { withLedger, withStore } from './open-store.ts'
import { describeRefusal } from './publish.ts'
import { drawShareImage } from './share-image.ts'

const REMINDER =
  'Remove it from the YAML too, list it under retired, and publish: publish refuses content that still names it.\nIf the text was kept in version control, it is still there.'

export const withdraw: Command = {
  usage: 'withdraw TOPIC (ID [--with-dependants] | --release N) --reason "…" [--remote]',
  maxWords: 2,
  summary: 'remove an item from every release, or a whole release, permanently',
  options: {
    ...STORE_OPTIONS,
    ...TOPIC_OPTIONS,
    reason: { type: 'string', value: 'TEXT', description: 'the reason that readers see' },
    release: { type: 'string', value: 'N', description: 'withdraw this release as a whole' },
    'with-dependants': { type: 'boolean', description: 'also withdraw what depends entirely on the item' },
  },
  run: async ([topic, item], options) => {
    const { reason, release, 'with-dependants': withDependants } = options
    if (topic === undefined || (item === undefined) === (release === undefined)) {
      throw new UsageError('a topic is needed, and either the id of an item or --release')
    }
    if (!reason?.trim()) throw new UsageError('--reason is needed: readers see it instead of what was withdrawn')
    const number = item === undefined ? parseRelease(release ?? '') : undefined
    return withStore(
      options,
      async (storage) => {
        const isWithDependants = withDependants !== undefined
        const withdrawal = {
          topic,
          ...(number === undefined ? { item } : { release: number }),
          reason,
          isWithDependants,
        }
        const result = await reportProgress('rebuilding releases', () => withdrawFrom(storage, withdrawal, options))
        const target = number === undefined ? { item } : { release: number }
        report(options, { topic, ...target, ...result }, describeWithdrawn(topic, item ?? `release ${number}`, result))
        return result.kind === 'withdrawn' || result.kind === 'already-withdrawn' ? 0 : 1
      },
      { needsKey: true },
    )
  },
}

/** What to withdraw: an item from every release, or with `release` only that release. */
export interface Withdrawal {
  topic: string
  item?: string | undefined
  release?: number
  reason: string
  isWithDependants: boolean
}

/** Withdraws, and updates the ledger. */
export async function withdrawFrom(
  storage: Storage & { target: Target },
  { topic, item = '', release, reason, isWithDependants }: Withdrawal,
  options: Options,
): Promise<Withdrawn> {
  const builder = { sha256: await digestBuild(), draw: drawShareImage }
  return withLedger(storage, topic, options, (sequence) => {
    const how: WithdrawOptions = {
      reason: reason.trim(),
      now: new Date(),
      builder,
      sequence,
      withDependants: isWithDependants,
    }
    return release === undefined
      ? withdrawItem(storage, topic, item, how)
      : withdrawRelease(storage, topic, release, how)
  })
}

export function describeWithdrawn(topic: string, target: string, result: Withdrawn): string {
  switch (result.kind) {
    case 'withdrawn': {
      const { items, rebuilt, deleted } = result
      const more = items.length > 1 ? ` with ${items.slice(1).join(', ')}` : ''
      const done = rebuilt.length > 0 ? `rebuilt without it: release ${rebuilt.join(', ')}; ` : ''
      const head = `${topic}: ${target} is withdrawn${more} and answers 410 with the reason\n${done}${deleted} keys deleted`
      return items.length > 0 ? `${head}\n${REMINDER}` : head
    }
    case 'already-withdrawn':
      return `${topic}: ${target} was withdrawn on ${result.date} already; anything left of it is deleted now`
    case 'unknown-topic':
      return `there is no published topic ${topic}`
    case 'unknown-item':
      return `${topic}: no release has an item ${target}`
    case 'unknown-release':
      return `${topic}: there is no ${target}; the latest is ${result.latest}`
    case 'current-release':
      return `${topic}: readers have ${target} now; publish or roll back first`
    case 'has-dependants':
      return `${topic}: ${target} is not withdrawn: other items depend on it
${result.dependants.map(describeDependant).join('\n')}
  To withdraw what depends entirely on it too, and to remove every link to it: --with-dependants`
    case 'is-mentioned':
      return `${topic}: ${target} is not withdrawn: its words occur elsewhere too
${result.mentions.map(describeMention).join('\n')}
  In the current release: change these texts and publish. In older ones: withdraw those items too, or those releases`
    case 'refused':
      return `${topic}: refused: ${describeRefusal(result)}`
  }
}

function describeDependant({ part, id, effect }: Dependant): string {
  return `  ${part} › ${id}: ${effect === 'withdrawn' ? 'depends entirely on it' : 'would lose the link to it'}`
}

function describeMention({ releases, place, words }: Mention): string {
  const where = releases.length > 0 ? ` (release ${releases.join(', ')})` : ''
  return `  ${place}${where}: “${words}”`
}
