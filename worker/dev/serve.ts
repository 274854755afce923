/**
 * What `start.ts` runs: checks and publishes the content to local KV, serves the Worker and, from another origin, the demo
 * page; then shows whatever is saved, content as a draft. Wrong content or code is reported and leaves the last good state
 * on. Ends when the channel to whoever runs it closes.
 */
import { fileURLToPath } from 'node:url'
import { describeTopic } from '../../data/cli/check.ts'
import { describeExpected } from '../../data/cli/failure.ts'
import { describeReplacement } from '../../data/cli/open-store.ts'
import { describePublished, publishChecked } from '../../data/cli/publish.ts'
import { isVerified } from '../../data/cli/stamp-file.ts'
import { isChecked, loadTopics, TOPICS_FOLDER } from '../../data/cli/topics.ts'
import { LOCAL_STATE_FOLDER } from '../../data/store/kv-local.ts'
import { FormatError } from '../../data/store/refs.ts'
import { withStateLock } from '../../data/store/state-lock.ts'
import { archiveWidget } from '../../data/store/widgets.ts'
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
  const replacement = error instanceof FormatError && describeReplacement(error, { state: stateFolder })
  console.error(replacement || (describeExpected(error) ?? error))
  process.exit(1)
})

watchFolders({
  [topicsFolder]: () => withStateLock(stateFolder, LOCK, () => publishAll(worker, { isDraft: true })),
  [fileURLToPath(new URL('../../widget', import.meta.url))]: reloadCode,
  [fileURLToPath(new URL('..', import.meta.url))]: reloadCode,
})

console.log(`\nSite       ${worker.origin}/`)
console.log(`API        ${worker.origin}/v1/topics/${DEMO_TOPIC}`)
console.log(`Demo page  ${demo.address}`)

/** Under the lock, so that of two first starts the second finds ports taken and a store that is complete. */
async function start() {
  const worker = await startOnFreePort(await findFreePort(WORKER_PORT))
  await archiveWidget(worker.store, (await bundleWidget()).script, new Date())
  await publishAll(worker)
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
async function publishAll({ store, index }: LocalWorker, { isDraft = false } = {}): Promise<void> {
  const topics = await loadTopics(topicsFolder)
  for (const topic of topics) console.log(describeTopic(topic))
  const checked = topics.filter(isChecked)
  const verified = await Promise.all(checked.map(isVerified))
  const doubtful = checked.filter((_, i) => !verified[i])
  for (const { id } of doubtful) console.log(`${id}: not verified, so it is shown as a draft; run verify --sources DIR`)
  const storage = { target: 'local', store, index } as const
  const sound = checked.filter((_, i) => verified[i])
  const published = [
    ...(await publishChecked(storage, sound, { onto: 'any', isDraft })),
    ...(await publishChecked(storage, doubtful, { onto: 'any', isDraft: true })),
  ]
  for (const result of published) console.log(describePublished(result))
}

async function reloadCode(): Promise<void> {
  try {
    await worker.reload()
    console.log('code rebuilt')
  } catch (error) {
    console.error(`the code was not rebuilt; the last good one goes on\n${String(error)}`)
  }
}
