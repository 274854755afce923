/**
 * `npm start`: checks and publishes the content to local KV, serves the Worker and, from another origin, the demo page;
 * then publishes or rebuilds whatever is saved. Wrong content or code is reported and leaves the last good state on.
 */
import { describeTopic } from '../../data/cli/check.ts'
import { LOCAL_STATE_FOLDER } from '../../data/cli/local-store.ts'
import { loadTopics, TOPICS_FOLDER } from '../../data/cli/topics.ts'
import { publishTopic, type Store } from '../../data/publish.ts'
import { startDemoServer } from './demo-server.ts'
import { startLocalWorker } from './local-worker.ts'
import { findFreePort } from './port.ts'
import { watchFolders } from './watch.ts'

const WORKER_PORT = 8787
const DEMO_PORT = 8788
const DEMO_TOPIC = 'us-iran-iraq-talks'

const topicsFolder = process.env.TOPICS_FOLDER ?? TOPICS_FOLDER
const stateFolder = process.env.STATE_FOLDER ?? LOCAL_STATE_FOLDER

const worker = await startLocalWorker(await findFreePort(WORKER_PORT), stateFolder)
await publishAll(worker.store)
const demo = await startDemoServer(await findFreePort(DEMO_PORT), worker.origin)

const stopWatching = watchFolders({
  [topicsFolder]: () => publishAll(worker.store),
  [new URL('../../widget', import.meta.url).pathname]: reloadCode,
  [new URL('..', import.meta.url).pathname]: reloadCode,
})

console.log(`\nAPI        ${worker.origin}/v1/topics/${DEMO_TOPIC}`)
console.log(`Demo page  ${demo.address}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)

async function publishAll(store: Store): Promise<void> {
  for (const topic of await loadTopics(topicsFolder)) {
    console.log(describeTopic(topic))
    if (!topic.authored) continue
    const { kind, release } = await publishTopic(store, topic.authored, new Date())
    console.log(`${topic.id}: release ${release} ${kind}`)
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

async function stop(): Promise<void> {
  stopWatching()
  await Promise.all([demo.close(), worker.close()])
}
