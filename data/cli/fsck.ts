import { existsSync } from 'node:fs'
import { count } from '../build/formats/text.ts'
import { type Checkup, checkStore, type Flaw } from '../store/fsck.ts'
import { digestBuild } from './build-digest.ts'
import { type Command, report, STORE_OPTIONS, TOPIC_OPTIONS, UsageError } from './command.ts'
import { openFolderStore } from './folder-store.ts'
import { withStore } from './open-store.ts'
import { drawShareImage } from './share-image.ts'
import { findTopicsFolder, isChecked, loadTopics } from './topics.ts'

export const fsck: Command = {
  usage: 'fsck [--repair] [--backup DIR] [--remote]',
  maxWords: 0,
  summary: 'check every ref, log, manifest, file and row of the index',
  options: {
    ...TOPIC_OPTIONS,
    ...STORE_OPTIONS,
    repair: { type: 'boolean', description: 'repair what can be repaired' },
    backup: { type: 'string', value: 'DIR', description: 'with --repair: a backup to take lost blobs from' },
  },
  run: async (_, options) => {
    const { backup } = options
    if (backup !== undefined && !existsSync(backup))
      throw new UsageError(`there is no folder ${backup}: name the one that backup wrote`)
    return withStore(options, async (storage) => {
      const repair = options.repair === true
      const topics = repair ? await loadTopics(findTopicsFolder(options.topics), []) : []
      const checkup = await checkStore(storage, {
        now: new Date(),
        repair,
        authored: new Map(topics.filter(isChecked).map(({ id, authored }) => [id, authored])),
        builder: { sha256: await digestBuild(), draw: drawShareImage },
        ...(backup !== undefined && { backup: openFolderStore(backup) }),
      })
      report(options, checkup, describeCheckup(checkup))
      return checkup.flaws.every(({ isRepaired }) => isRepaired) ? 0 : 1
    })
  },
}

const REMEDIES: Record<NonNullable<Flaw['needs']>, string> = {
  repair: 'fsck --repair rebuilds it',
  content:
    'fsck --repair rebuilds it from the YAML, if unchanged since it was published; or takes it from a backup, with --backup DIR',
  backup: 'only a backup has it: fsck --repair --backup DIR',
  restore: 'restore DIR restores the topic from a backup',
}

function describeCheckup({ topics, flaws }: Checkup): string {
  const rows = flaws.map(({ topic, problem, isRepaired, needs }) => {
    const remedy = isRepaired ? '\n    repaired' : needs ? `\n    ${REMEDIES[needs]}` : ''
    return `${topic === undefined ? '' : `${topic}: `}${problem}${remedy}`
  })
  const left = flaws.filter(({ isRepaired }) => !isRepaired).length
  return [
    ...rows,
    `${count(topics, 'topic')} checked: ${flaws.length === 0 ? 'no problem' : `${count(flaws.length, 'problem')}, ${left} left`}`,
  ].join('\n')
}
