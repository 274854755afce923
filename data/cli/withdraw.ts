import type { Dependant, Mention } from '../store/redact.ts'
import type { Storage } from '../store/refs.ts'
import type { Target } from '../store/store.ts'
import { type Withdrawn, type WithdrawOptions, withdrawAll, withdrawItem, withdrawRelease } from '../store/withdraw.ts'
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

const TOPIC_REMINDER = `No URL, list or search shows the topic any more; clients see this within five minutes. Remove its folder from what is published:
publish refuses the topic's id. If the text was kept in version control or a backup, or pasted into an article as a quotation, it is still there.`

const REMINDER =
  'Remove it from the YAML too, list it under retired, and publish: publish refuses content that still names it.\nIf the text was kept in version control, it is still there.'

export const withdraw: Command = {
  usage: 'withdraw TOPIC (ID [--with-dependants] | --release N | --all) --reason "…" [--remote]',
  maxWords: 2,
  summary: 'remove an item or a whole topic from every release, or a whole release, permanently',
  options: {
    ...STORE_OPTIONS,
    ...TOPIC_OPTIONS,
    reason: { type: 'string', value: 'TEXT', description: 'the reason that readers see' },
    release: { type: 'string', value: 'N', description: 'withdraw this release as a whole' },
    all: { type: 'boolean', description: 'withdraw the whole topic: each of its URLs answers 410' },
    'with-dependants': { type: 'boolean', description: 'also withdraw what cannot stand without the item' },
  },
  run: async ([topic, item], options) => {
    const { reason, release, all, 'with-dependants': withDependants } = options
    if (topic === undefined || [item, release, all].filter((target) => target !== undefined).length !== 1) {
      throw new UsageError('a topic is needed, and either the id of an item, --release or --all')
    }
    if (!reason?.trim())
      throw new UsageError('--reason is needed: readers are shown it in the place of what was withdrawn')
    const number = release === undefined ? undefined : parseRelease(release)
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
        const target = { ...(item && { item }), ...(number && { release: number }) }
        const name = item ?? (number ? `release ${number}` : EVERYTHING)
        report(options, { topic, ...target, ...result }, describeWithdrawn(topic, name, result))
        return result.kind === 'withdrawn' || result.kind === 'already-withdrawn' ? 0 : 1
      },
      { needsKey: true },
    )
  },
}

const EVERYTHING = 'the whole topic'

/** What is to go: an item of every release, with `release` that release alone, or without both every item. */
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
  { topic, item, release, reason, isWithDependants }: Withdrawal,
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
    if (release !== undefined) return withdrawRelease(storage, topic, release, how)
    return item === undefined ? withdrawAll(storage, topic, how) : withdrawItem(storage, topic, item, how)
  })
}

export function describeWithdrawn(topic: string, target: string, result: Withdrawn): string {
  switch (result.kind) {
    case 'withdrawn': {
      const { items, rebuilt, deleted } = result
      const more = items.length > 1 && target !== EVERYTHING ? ` with ${items.slice(1).join(', ')}` : ''
      const done = rebuilt.length > 0 ? `rebuilt without it: release ${rebuilt.join(', ')}; ` : ''
      const head = `${topic}: ${target} is withdrawn${more} and answers 410 with the reason\n${done}${deleted} keys deleted`
      if (target === EVERYTHING) return `${head}\n${TOPIC_REMINDER}`
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
