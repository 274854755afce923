import type { ReleaseRow } from '../schema/api.ts'
import { listReleases, readLog } from '../store/log.ts'
import { readRef } from '../store/refs.ts'
import { type Command, report, STORE_OPTIONS, TOPIC_OPTIONS, UsageError } from './command.ts'
import { withStore } from './open-store.ts'

export const releases: Command = {
  usage: 'releases TOPIC [--remote]',
  maxWords: 1,
  summary: 'list every release of a topic, and which one readers have',
  options: { ...STORE_OPTIONS, json: TOPIC_OPTIONS.json },
  run: async ([topic], options) => {
    if (topic === undefined) throw new UsageError('a topic is needed')
    return withStore(options, async (storage) => {
      const ref = await readRef(storage, topic)
      const rows = ref ? listReleases(ref, await readLog(storage.store, ref)) : []
      report(
        options,
        { topic, releases: rows },
        rows.map(describeRow).join('\n') || `there is no published topic ${topic}`,
      )
      return ref ? 0 : 1
    })
  },
}

function describeRow({ release, published, isCurrent, since, withdrawn }: ReleaseRow): string {
  const again = since.length > 1 ? `, shown again ${since.slice(1).join(', ')}` : ''
  const state = withdrawn ? `withdrawn ${withdrawn.date}: ${withdrawn.reason}` : `published ${published}${again}`
  return `${isCurrent ? '>' : ' '} ${String(release).padStart(4)}  ${state}`
}
