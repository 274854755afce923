/** The desk by itself, with stores in memory: what `npm start` serves at `/edit`, without the Worker. */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleDesk } from '../../data/desk/bundle.ts'
import { type Desk, startDesk } from '../../data/desk/server.ts'
import { createLocalDeskStore, type DeskStore } from '../../data/desk/stores.ts'
import { bundleWidget } from '../../widget/build/bundle.ts'
import { loadRenderer } from '../../widget/build/load-renderer.ts'
import { createMemoryStorage } from '../data/memory-store.ts'

/** The made-up topic that the tests keep, whose sources are there too. */
export const TOPIC = 'harbour-bridge-closure'
const ORIGIN = 'https://facts.example'

const locate = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

export interface TestDesk {
  url: string
  origin: string
  topicsFolder: string
  sourcesFolder: string
  close: () => Promise<void>
}

/** With the made-up topic unless it is to be `empty`. `stores` are beside the local one. */
export async function startTestDesk({ empty = false, stores = [] as DeskStore[] } = {}): Promise<TestDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-'))
  const [topicsFolder, sourcesFolder] = [join(folder, 'topics'), join(folder, 'sources')]
  await mkdir(topicsFolder)
  await mkdir(sourcesFolder)
  if (!empty) {
    await cp(locate(`topics/${TOPIC}`), join(topicsFolder, TOPIC), { recursive: true })
    await cp(locate('topic-sources'), sourcesFolder, { recursive: true })
  }
  const [{ css, version }, { renderBox }] = await Promise.all([bundleWidget(), loadRenderer()])
  const desk: Desk = await startDesk({
    port: 0,
    topicsFolder,
    sourcesFolder,
    stores: [createLocalDeskStore({ target: 'local', ...createMemoryStorage() }, (use) => use()), ...stores],
    renderBox: (box) => ({ html: renderBox(box, {}, { origin: ORIGIN, version }), css }),
    assets: await bundleDesk(),
  })
  return {
    url: desk.url,
    origin: new URL(desk.url).origin,
    topicsFolder,
    sourcesFolder,
    close: async () => {
      await desk.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
