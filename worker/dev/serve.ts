/**
 * What `start.ts` runs: checks and publishes the content to local KV, serves the Worker and, from another origin, the demo
 * page; then shows whatever is saved, content as a draft. Wrong content or code is reported and leaves the last good state
 * on. Ends when the channel to whoever runs it closes.
 */
import { describeTopic } from '../../data/cli/check.ts'
import { describePublished, publishChecked } from '../../data/cli/publish.ts'
import { isChecked, loadTopics, TOPICS_FOLDER } from '../../data/cli/topics.ts'
import type { Store } from '../../data/releases/store.ts'
import { keepWidget } from '../../data/releases/widgets.ts'
import { LOCAL_STATE_FOLDER } from '../../data/store/kv-local.ts'
import { bundleWidget } from '../../widget/build/bundle.ts'
import { startDemoServer } from './demo-server.ts'
import { startLocalWorker } from './local-worker.ts'
import { findFreePort } from './port.ts'
import { watchFolders } from './watch.ts'

const WORKER_PORT = 8787
const DEMO_PORT = 8788
const DEMO_TOPIC = 'us-iran-iraq-talks'

const topicsFolder = process.env.TOPICS_FOLDER ?? TOPICS_FOLDER
const stateFolder = process.env.STATE_FOLDER ?? LOCAL_STATE_FOLDER

// Whatever is under way: workerd ends with this process, and what was written is whole at any time.
process.once('disconnect', () => process.exit())
if (process.connected === false) process.exit()

const worker = await startLocalWorker(await findFreePort(WORKER_PORT), stateFolder)
await keepWidget(worker.store, (await bundleWidget()).script, new Date())
await publishAll(worker.store)
const demo = await startDemoServer(await findFreePort(DEMO_PORT), worker.origin)

watchFolders({
  [topicsFolder]: () => publishAll(worker.store, { isDraft: true }),
  [new URL('../../widget', import.meta.url).pathname]: reloadCode,
  [new URL('..', import.meta.url).pathname]: reloadCode,
})

console.log(`\nSite       ${worker.origin}/`)
console.log(`API        ${worker.origin}/v1/topics/${DEMO_TOPIC}`)
console.log(`Demo page  ${demo.address}`)

/** Once as releases; after that, whatever is saved is a draft until somebody publishes it. */
async function publishAll(store: Store, options: { isDraft?: boolean } = {}): Promise<void> {
  for (const topic of await loadTopics(topicsFolder)) {
    console.log(describeTopic(topic))
    if (!isChecked(topic)) continue
    const published = await publishChecked(store, topic, 'local', { onto: 'any', ...options })
    console.log(describePublished(topic.id, published))
  }
}

async function reloadCode(): Promise<void> {
  try {
    await worker.reload()
    console.log('code rebuilt')
  } catch (error) {
    console.error(`the code was not rebuilt; the last good one goes on\n${String(error)}`)
  }
}
