/** The desk alone, with stores in memory: what `npm start` serves at `/edit`, without the Worker. */
import { cp, mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { bundleDesk, type Desk, startDesk } from '../../data/desk/server.ts'
import { createLocalDeskStore, type DeskStore } from '../../data/desk/stores.ts'
import type { Box } from '../../data/schema/api.ts'
import type { Storage } from '../../data/store/refs.ts'
import { bundleWidget } from '../../widget/build/bundle.ts'
import { loadRenderer } from '../../widget/build/load-renderer.ts'
import { createMemoryStorage } from '../unit/memory-store.ts'

/** The invented topic of the tests, whose sources exist too. */
export const TOPIC = 'harbour-bridge-closure'
const ORIGIN = 'https://facts.example'

const locate = (path: string) => fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url))

export interface TestDesk {
  url: string
  origin: string
  topicsFolder: string
  sourcesFolder: string
  close: () => Promise<void>
}

export interface TestDeskOptions {
  /** Omits the invented topic. */
  isEmpty?: boolean
  /** Omits pages and the box, for a test that only uses HTTP. */
  isBare?: boolean
  /** In addition to the local one. */
  stores?: DeskStore[]
  /** Called before a write to the local store. */
  wait?: () => Promise<void>
  /** Keys with which the local store is opened. */
  trust?: Pick<Storage, 'keys' | 'signer'>
  /** Replaces the empty local store. */
  storage?: ReturnType<typeof createMemoryStorage>
}

export async function startTestDesk(options: TestDeskOptions = {}): Promise<TestDesk> {
  const { isEmpty = false, isBare = false, stores = [], wait = async () => {}, trust = {} } = options
  const { store, index } = options.storage ?? createMemoryStorage()
  const putMany: typeof store.putMany = async (entries) => {
    await wait()
    await store.putMany(entries)
  }
  const local = createLocalDeskStore({ target: 'local', store: { ...store, putMany }, index, ...trust }, (use) => use())
  const folder = await mkdtemp(join(tmpdir(), 'desk-'))
  const [topicsFolder, sourcesFolder] = [join(folder, 'topics'), join(folder, 'sources')]
  await mkdir(topicsFolder)
  await mkdir(sourcesFolder)
  if (!isEmpty) {
    await cp(locate(`topics/${TOPIC}`), join(topicsFolder, TOPIC), { recursive: true })
    await cp(locate('topic-sources'), sourcesFolder, { recursive: true })
  }
  const desk: Desk = await startDesk({
    port: 0,
    topicsFolder,
    sourcesFolder,
    stores: [local, ...stores],
    renderBox: isBare ? () => ({ html: '', css: '' }) : await createBoxRenderer(),
    assets: isBare ? {} : await bundleDesk(),
  })
  return {
    url: desk.url,
    origin: new URL(desk.url).origin,
    topicsFolder,
    sourcesFolder,
    close: () => desk.close(),
  }
}

async function createBoxRenderer() {
  const [{ css, version }, { renderBox }] = await Promise.all([bundleWidget(), loadRenderer()])
  return (box: Box) => ({ html: renderBox(box, {}, { origin: ORIGIN, version }), css })
}

/** A desk whose local store can be paused, to simulate a slow one. */
export interface HeldDesk extends TestDesk {
  hold: () => void
  release: () => void
}

export async function startHeldDesk(): Promise<HeldDesk> {
  let held = Promise.withResolvers<void>()
  held.resolve()
  const desk = await startTestDesk({ wait: () => held.promise })
  return {
    ...desk,
    hold: () => {
      held = Promise.withResolvers<void>()
    },
    release: () => held.resolve(),
  }
}

export async function openTopic(page: Page, topic = TOPIC): Promise<void> {
  await page.getByRole('combobox', { name: 'Topic' }).selectOption(topic)
  await page.getByText(/^no errors/).waitFor()
}

/** Waits until the desk reports no errors. @throws with the errors */
export async function waitUntilSound(page: Page): Promise<void> {
  await page
    .getByText(/^no errors/)
    .waitFor()
    .catch(async () => {
      throw new Error((await page.locator('footer').textContent()) ?? '')
    })
}

export async function dropPage(page: Page, name: string, html: string): Promise<void> {
  await page.getByLabel('Add a saved page').setInputFiles({ name, mimeType: 'text/html', buffer: Buffer.from(html) })
}
