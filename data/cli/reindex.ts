import { count } from '../build/formats/text.ts'
import { reindex as reindexStore } from '../store/reindex.ts'
import { type Command, report, STORE_OPTIONS, TOPIC_OPTIONS } from './command.ts'
import { withStore } from './open-store.ts'

export const reindex: Command = {
  usage: 'reindex [--remote]',
  maxWords: 0,
  summary: 'rebuild the index of lists and search from what is published',
  options: { ...STORE_OPTIONS, json: TOPIC_OPTIONS.json },
  run: (_, options) =>
    withStore(options, async ({ index, ...storage }) => {
      if (!index) {
        report(
          options,
          { kind: 'no-index' },
          'there is no index to rebuild: the D1 database INDEX is not bound, or does not exist',
        )
        return 1
      }
      const { topics, behind } = await reindexStore({ ...storage, index })
      const late = behind.map(
        (topic) =>
          `${topic}: the store shows an older state than the index has, or none; wait two minutes and run again`,
      )
      report(options, { topics, behind }, [`${count(topics, 'topic')} indexed`, ...late].join('\n'))
      return behind.length === 0 ? 0 : 1
    }),
}
