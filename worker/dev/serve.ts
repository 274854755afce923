/**
 * What `start.ts` runs: checks and publishes the content to local KV, serves the Worker and, from another origin, the demo
 * page; then shows whatever is saved, content as a draft. Wrong content or code is reported and leaves the last good state
 * on. Ends when the channel to whoever runs it closes.
 */
import { fileURLToPath } from 'node:url'
import { describeTopic } from '../../data/cli/check.ts'
import { describeExpected } from '../../data/cli/failure.ts'
import { describePublished, publishChecked } from '../../data/cli/publish.ts'
import { isVerified } from '../../data/cli/stamp-file.ts'
import { isChecked, loadTopics, TOPICS_FOLDER } from '../../data/cli/topics.ts'
import type { Store } from '../../data/releases/store.ts'
import { keepWidget } from '../../data/releases/widgets.ts'
import { LOCAL_STATE_FOLDER } from '../../data/store/kv-local.ts'
import { withStateLock } from '../../data/store/state-lock.ts'
import { bundleWidget } from '../../widget/build/bundle.ts'
import { startDemoServer } from './demo-server.ts'
import { type LocalWorker, startLocalWorker } from './local-worker.ts'
import { findFreePort } from './port.ts'
import { watchFolders } from './watch.ts'

const WORKER_PORT = 8787
const DEMO_PORT = 8788
const DEMO_TOPIC = 'us-iran-iraq-talks'
/** Held while something is written, so that commands can publish while this runs. */
const LOCK = { owner: 'npm start' }

const topicsFolder = process.env.TOPICS_FOLDER ?? TOPICS_FOLDER
const stateFolder = process.env.STATE_FOLDER ?? LOCAL_STATE_FOLDER

// Whatever is under way: workerd ends with this process, and what was written is whole at any time.
process.once('disconnect', () => process.exit())
if (process.connected === false) process.exit()

const { worker, demo } = await withStateLock(stateFolder, LOCK, start).catch((error: unknown) => {
  console.error(describeExpected(error) ?? error)
  process.exit(1)
})

watchFolders({
  [topicsFolder]: () => withStateLock(stateFolder, LOCK, () => publishAll(worker.store, { isDraft: true })),
  [fileURLToPath(new URL('../../widget', import.meta.url))]: reloadCode,
  [fileURLToPath(new URL('..', import.meta.url))]: reloadCode,
})

console.log(`\nSite       ${worker.origin}/`)
console.log(`API        ${worker.origin}/v1/topics/${DEMO_TOPIC}`)
console.log(`Demo page  ${demo.address}`)

/** Under the lock, so that of two first starts the second finds ports taken and a store that is complete. */
async function start() {
  const worker = await startOnFreePort(await findFreePort(WORKER_PORT))
  await keepWidget(worker.store, (await bundleWidget()).script, new Date())
  await publishAll(worker.store)
  return { worker, demo: await startDemoServer(await findFreePort(DEMO_PORT), worker.origin) }
}

/** Somebody may have taken the port since it was found free. */
async function startOnFreePort(port: number): Promise<LocalWorker> {
  try {
    return await startLocalWorker(port, stateFolder)
  } catch (error) {
    const other = await findFreePort(port)
    if (other === port) throw error
    return startLocalWorker(other, stateFolder)
  }
}

/** Once as releases, where verified; after that, whatever is saved is a draft until somebody publishes it. */
async function publishAll(store: Store, options: { isDraft?: boolean } = {}): Promise<void> {
  for (const topic of await loadTopics(topicsFolder)) {
    console.log(describeTopic(topic))
    if (!isChecked(topic)) continue
    const isDoubtful = !(await isVerified(topic))
    if (isDoubtful) console.log(`${topic.id}: not verified, so it is shown as a draft; run verify --sources DIR`)
    const published = await publishChecked(store, topic, 'local', {
      onto: 'any',
      ...options,
      ...(isDoubtful && { isDraft: true }),
    })
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
