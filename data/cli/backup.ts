import { count } from '../build/formats/text.ts'
import { backUpStore, type TopicBackup } from '../store/backup.ts'
import { type Command, report, STORE_OPTIONS, TOPIC_OPTIONS, UsageError } from './command.ts'
import { openFolderStore } from './folder-store.ts'
import { withStore } from './open-store.ts'

export const backup: Command = {
  usage: 'backup DIR [--remote]',
  maxWords: 1,
  summary: 'copy the whole store into a folder; run again, it copies only what is new',
  options: { ...STORE_OPTIONS, json: TOPIC_OPTIONS.json },
  run: async ([folder], options) => {
    if (folder === undefined) throw new UsageError('the folder of the backup is missing')
    return withStore(options, async (storage) => {
      const { topics, added, deleted } = await backUpStore(storage, openFolderStore(folder))
      const gone = deleted > 0 ? `, ${deleted} unreferenced deleted` : ''
      report(
        options,
        { topics, added, deleted },
        [...topics.map(describe), `${count(added, 'file')} added${gone}`].join('\n'),
      )
      return topics.every(({ kind }) => kind === 'backed-up' || kind === 'unchanged') ? 0 : 1
    })
  },
}

function describe(result: TopicBackup): string {
  const { topic, kind } = result
  switch (kind) {
    case 'backed-up':
      return `${topic}: change ${result.sequence} is in the backup`
    case 'unchanged':
      return `${topic}: nothing new`
    case 'behind':
      return `${topic}: the backup is unchanged: it has change ${result.known}, and the store shows ${result.sequence}`
    case 'diverged':
      return `${topic}: the backup is unchanged: the store's log does not continue the backup's. One of the two was rewritten: find out which, then use a new folder`
    case 'damaged':
      return `${topic}: the backup is unchanged: ${result.faults[0]?.problem}. Run fsck`
  }
}
