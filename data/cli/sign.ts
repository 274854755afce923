import { join } from 'node:path'
import { signStore, type TopicSigning } from '../store/sign.ts'
import { type Command, report, STORE_OPTIONS, TOPIC_OPTIONS, UsageError } from './command.ts'
import { readLedger } from './ledger.ts'
import { withStore } from './open-store.ts'
import { describeRefusal } from './publish.ts'
import { findTopicsFolder } from './topics.ts'

export const sign: Command = {
  usage: 'sign --key FILE [--unsigned] [--remote]',
  maxWords: 0,
  summary: 'sign everything that is published with this key: after replacing a key, or when signing begins',
  options: {
    ...STORE_OPTIONS,
    ...TOPIC_OPTIONS,
    unsigned: { type: 'boolean', description: 'also sign what is not signed yet: for the first time' },
  },
  run: async (_, options) => {
    if (options.key === undefined && !process.env.FACT_BOX_KEY)
      throw new UsageError('--key is needed: the file of the private key')
    return withStore(
      options,
      async (storage) => {
        const folder = findTopicsFolder(options.topics)
        const results = await signStore(storage, {
          now: new Date(),
          acceptsUnsigned: options.unsigned === true,
          readSequence: async (topic) =>
            storage.target === 'remote' ? (await readLedger(join(folder, topic), 'remote')).sequence : 0,
        })
        report(options, results, results.map(describe).join('\n') || 'nothing is published')
        return results.every(({ kind }) => kind === 'signed' || kind === 'unchanged') ? 0 : 1
      },
      { needsKey: true },
    )
  },
}

function describe(result: TopicSigning): string {
  const { topic } = result
  switch (result.kind) {
    case 'signed':
      return `${topic}: signed, as change ${result.sequence}`
    case 'unchanged':
      return `${topic}: signed with this key already`
    case 'damaged':
      return `${topic}: not signed: ${result.faults[0]?.problem}. Run fsck`
    case 'unknown-topic':
      return `${topic}: not signed: the index knows it, and the store does not show it. Run fsck`
    case 'refused':
      return `${topic}: not signed: ${describeRefusal(result)}`
  }
}
