import { publishTopic } from '../publish.ts'
import { describeTopic } from './check.ts'
import { type Command, TOPIC_OPTIONS } from './command.ts'
import { openLocalStore } from './local-store.ts'
import { loadTopics, TOPICS_FOLDER } from './topics.ts'

export const publish: Command = {
  usage: 'publish [TOPIC ...] [--topics DIR] [--state DIR]',
  summary: 'check, build and publish to local KV',
  options: { ...TOPIC_OPTIONS, state: { type: 'string' } },
  run: async (ids, { topics = TOPICS_FOLDER, state }) => {
    const loaded = await loadTopics(topics, ids)
    for (const topic of loaded) console.log(describeTopic(topic))
    if (!loaded.every((topic) => topic.authored)) return 1
    const { store, close } = await openLocalStore(state)
    try {
      for (const { id, authored } of loaded) {
        if (!authored) continue
        const { kind, release, writes } = await publishTopic(store, authored, new Date())
        console.log(`${id}: release ${release} ${kind} (${writes} ${writes === 1 ? 'key' : 'keys'} written)`)
      }
      return 0
    } finally {
      await close()
    }
  },
}
