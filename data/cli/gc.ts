import { collectGarbage } from '../store/gc.ts'
import { type Command, report, STORE_OPTIONS, TOPIC_OPTIONS } from './command.ts'
import { withStore } from './open-store.ts'

export const gc: Command = {
  usage: 'gc [--dry-run] [--remote]',
  maxWords: 0,
  summary: 'delete unreferenced blobs that are older than a day',
  options: {
    ...STORE_OPTIONS,
    'dry-run': { type: 'boolean', description: 'only count what would be deleted' },
    json: TOPIC_OPTIONS.json,
  },
  run: (_, options) =>
    withStore(options, async (storage) => {
      const isDryRun = options['dry-run'] === true
      const { deleted, kept } = await collectGarbage(storage, { now: new Date(), isDryRun })
      report(
        options,
        { deleted, kept, isDryRun },
        `${deleted} blobs ${isDryRun ? 'would be ' : ''}deleted, ${kept} kept`,
      )
      return 0
    }),
}
