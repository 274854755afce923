/**
 * The process that `start.ts` runs: checks and publishes the content to local KV, serves the Worker, the desk and, on another
 * origin, the demo page; then reloads whatever is saved, content as a draft. Invalid content or code is reported, and the last
 * good state stays. Exits when the IPC channel to its parent closes.
 */
import { fileURLToPath } from 'node:url'
import { describeTopic } from '../../data/cli/check.ts'
import { describeExpected } from '../../data/cli/command.ts'
import { describeReplacement } from '../../data/cli/open-store.ts'
import { describePublished, publishChecked } from '../../data/cli/publish.ts'
import { isVerified } from '../../data/cli/stamp-file.ts'
import { type CheckedTopic, findTopicsFolder, isChecked, loadTopics } from '../../data/cli/topics.ts'
import { bundleDesk, startDesk } from '../../data/desk/server.ts'
import { createLocalDeskStore, createRemoteDeskStore } from '../../data/desk/stores.ts'
import type { Box } from '../../data/schema/api.ts'
import { FormatError } from '../../data/store/refs.ts'
import { findStateFolder, withStateLock } from '../../data/store/state-lock.ts'
import { archiveWidget } from '../../data/store/widgets.ts'
import { bundleWidget } from '../../widget/build/bundle.ts'
import { loadRenderer } from '../../widget/build/load-renderer.ts'
import { startDemoServer } from './demo-server.ts'
import { type LocalWorker, startLocalWorker } from './local-worker.ts'
import { findFreePort } from './port.ts'
import { watchFolders } from './watch.ts'

const WORKER_PORT = 8787
const DEMO_PORT = 8788
const DESK_PORT = 8789
const DEMO_TOPIC = 'us-iran-iraq-talks'
/** Held only during writes, so that commands can publish while this process runs. */
const LOCK = { owner: 'npm start' }

const topicsFolder = findTopicsFolder()
const stateFolder = findStateFolder()

// Safe at any time: workerd ends with this process, and every write is atomic.
process.once('disconnect', () => process.exit())
if (process.connected === false) process.exit()

const sourcesFolder = process.env.SOURCES_FOLDER ?? fileURLToPath(new URL('../../.sources', import.meta.url))

const { worker, demo } = await withStateLock(stateFolder, LOCK, start).catch((error: unknown) => {
  const replacement = error instanceof FormatError && describeReplacement(error, { state: stateFolder })
  console.error(replacement || (describeExpected(error) ?? error))
  process.exit(1)
})

const desk = await startDesk({
  port: await findFreePort(DESK_PORT),
  topicsFolder,
  sourcesFolder,
  stores: [
    createLocalDeskStore({ target: 'local', ...worker }, (use) => withStateLock(stateFolder, LOCK, use), {
      page: `${worker.origin}/topics/`,
      demo: `${demo.address}?topic=`,
    }),
    await createRemoteDeskStore(),
  ],
  renderBox: await createBoxRenderer(worker.origin),
  assets: await bundleDesk(),
})

watchFolders({
  [topicsFolder]: () => withStateLock(stateFolder, LOCK, () => publishAll(worker, { isDraft: true })),
  [fileURLToPath(new URL('../../widget', import.meta.url))]: reloadCode,
  [fileURLToPath(new URL('..', import.meta.url))]: reloadCode,
})

console.log(`\nSite       ${worker.origin}/`)
console.log(`API        ${worker.origin}/v1/topics/${DEMO_TOPIC}`)
console.log(`Demo page  ${demo.address}`)
console.log(`Desk       ${desk.url}`)

/** Returns the desk's renderer of boxes: the widget's own HTML and style sheet. */
async function createBoxRenderer(origin: string) {
  const [{ css, version }, { renderBox }] = await Promise.all([bundleWidget(), loadRenderer()])
  return (box: Box) => ({ html: renderBox(box, {}, { origin, version }), css })
}

/** Runs under the lock: if two processes start together, the second finds the ports taken and the store complete. */
async function start() {
  const worker = await startOnFreePort(await findFreePort(WORKER_PORT))
  await archiveWidget(worker, (await bundleWidget()).script, new Date())
  await publishAll(worker)
  return { worker, demo: await startDemoServer(await findFreePort(DEMO_PORT), worker.origin) }
}

/** Tries a second port, since another process may have taken the first after it was found free. */
async function startOnFreePort(port: number): Promise<LocalWorker> {
  try {
    return await startLocalWorker(port, stateFolder)
  } catch (error) {
    const other = await findFreePort(port)
    if (other === port) throw error
    return startLocalWorker(other, stateFolder)
  }
}

/** Publishes verified topics as releases at the start; later saves become drafts until an editor publishes them. */
async function publishAll({ store, index, isExclusive }: LocalWorker, { isDraft = false } = {}): Promise<void> {
  const verified: CheckedTopic[] = []
  const doubtful: CheckedTopic[] = []
  for (const topic of await loadTopics(topicsFolder)) {
    console.log(describeTopic(topic))
    if (!isChecked(topic)) continue
    const isSound = await isVerified(topic)
    if (!isSound) console.log(`${topic.id}: not verified, so it is shown as a draft; run verify --sources DIR`)
    ;(isSound ? verified : doubtful).push(topic)
  }
  const storage = { target: 'local', store, index, isExclusive } as const
  const published = [
    ...(await publishChecked(storage, verified, { onto: 'any', isDraft })),
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
