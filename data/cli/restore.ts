import { restoreStore, type TopicRestore } from '../store/restore.ts'
import { type Command, report, STORE_OPTIONS, TOPIC_OPTIONS, UsageError } from './command.ts'
import { openFolderStore } from './folder-store.ts'
import { withStore } from './open-store.ts'
import { describeRefusal } from './publish.ts'

export const restore: Command = {
  usage: 'restore DIR [--accept-loss] [--remote]',
  maxWords: 1,
  summary: 'restore from a backup what the store lost; never overwrites a later state',
  options: {
    ...STORE_OPTIONS,
    'accept-loss': {
      type: 'boolean',
      description: 'restore a topic although later changes are lost, which may have been withdrawals',
    },
    json: TOPIC_OPTIONS.json,
  },
  run: async ([folder], options) => {
    if (folder === undefined) throw new UsageError('the folder of the backup is missing')
    return withStore(
      options,
      async (storage) => {
        const acceptsLoss = options['accept-loss'] === true
        const topics = await restoreStore(storage, openFolderStore(folder), { now: new Date(), acceptsLoss })
        report(
          options,
          topics,
          topics.map(describe).join('\n') || `${folder} has no topics: name the folder that backup wrote`,
        )
        return topics.length > 0 && topics.every(({ kind }) => DONE.includes(kind)) ? 0 : 1
      },
      { needsKey: true },
    )
  },
}

const DONE: readonly TopicRestore['kind'][] = ['restored', 'repaired', 'unchanged']

function describe(result: TopicRestore): string {
  const { topic } = result
  switch (result.kind) {
    case 'restored':
      return `${topic}: restored, as change ${result.sequence} (${result.blobs} blobs)`
    case 'repaired':
      return `${topic}: ${result.blobs} missing blobs restored`
    case 'unchanged':
      return `${topic}: nothing to restore`
    case 'incomplete':
      return `${topic}: not restored: the index knows change ${result.indexed}, and the backup ends with ${result.sequence}.
  Later changes are lost, perhaps a withdrawal. Restore it with --accept-loss, and withdraw again what was withdrawn since`
    case 'diverged':
      return `${topic}: not restored: the store's log does not continue the backup's. One of the two was rewritten`
    case 'damaged':
      return `${topic}: not restored: the backup is damaged: ${result.faults[0]?.problem}`
    case 'refused':
      return `${topic}: not restored: ${describeRefusal(result)}`
  }
}
