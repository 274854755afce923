/**
 * The bundled Worker on workerd, with everything that an API can contain: two topics, releases with changes
 * between them, an item that was withdrawn, one that moved and one that is gone.
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Miniflare } from 'miniflare'
import { drawShareImage } from '../../data/cli/share-image.ts'
import { isChecked, loadTopics, TOPICS_FOLDER } from '../../data/cli/topics.ts'
import type { Authored } from '../../data/schema/authored.ts'
import { createSimulatorOptions, openSimulatorStore } from '../../data/store/kv-local.ts'
import { publishTopic } from '../../data/store/publish.ts'
import type { Storage } from '../../data/store/refs.ts'
import { withdrawItem } from '../../data/store/withdraw.ts'
import { bundleWorker } from '../../worker/dev/bundle.ts'
import { findFreePort } from '../../worker/dev/port.ts'
import { TOPIC, WITHDRAWN } from './topic.ts'

const TEST_TOPICS = fileURLToPath(new URL('../topics/', import.meta.url))
const FRESH_SECONDS = 60
const PORT = 8900
const day = (n: number) => new Date(Date.UTC(2026, 10, n, 12))

export interface Service {
  origin: string
  close: () => Promise<void>
}

/** `publish` says what is published. */
export async function startService(publish = publishHistory): Promise<Service> {
  const stateFolder = await mkdtemp(join(tmpdir(), 'fact-box-'))
  const port = await findFreePort(PORT)
  const origin = `http://127.0.0.1:${port}`
  const variables = { PUBLIC_ORIGIN: origin, FRESH_SECONDS }
  const simulator = new Miniflare(
    createSimulatorOptions({ script: await bundleWorker(), port, stateFolder, variables }),
  )
  await simulator.ready
  await publish(await openSimulatorStore(simulator))
  return {
    origin,
    close: async () => {
      await simulator.dispose()
      await rm(stateFolder, { recursive: true, force: true })
    },
  }
}

/** Draws the picture too, as publishing does. */
export const BUILDER = { sha256: '', draw: drawShareImage }

async function publishHistory(storage: Storage): Promise<void> {
  for (const topic of [...(await loadTopics(TOPICS_FOLDER)), ...(await loadTopics(TEST_TOPICS))]) {
    if (!isChecked(topic)) throw new Error(`${topic.id} has findings: ${JSON.stringify(topic.findings)}`)
    const { authored } = topic
    const options = { onto: 'any', builder: BUILDER } as const
    await publishTopic(storage, authored, { now: day(1), ...options })
    if (topic.id === TOPIC) await publishTopic(storage, reviseTopic(authored), { now: day(2), ...options })
  }
  const { kind } = await withdrawItem(storage, TOPIC, WITHDRAWN, {
    reason: 'Legal advice.',
    now: day(3),
    withDependants: true,
    builder: BUILDER,
  })
  if (kind !== 'withdrawn') throw new Error(`${WITHDRAWN} is not withdrawn: ${kind}`)
}

/** One statement is gone, one moved, one is corrected. */
function reviseTopic(authored: Authored): Authored {
  const [gone, moved, corrected, ...statements] = structuredClone(authored.statements)
  if (!gone || !moved || !corrected) throw new Error(`${TOPIC} has too few statements`)
  const date = '2026-11-02'
  const { id, text } = corrected
  return {
    ...authored,
    statements: [{ ...corrected, text: `${text} Corrected.` }, ...statements],
    topic: {
      ...authored.topic,
      retired: [
        { id: gone.id, date, reason: 'Not supported.' },
        { id: moved.id, date, reason: 'Merged.', movedTo: id },
      ],
      corrections: [
        {
          id: 'wording',
          date,
          kind: 'correction',
          target: id,
          before: text,
          after: `${text} Corrected.`,
          reason: 'Wording.',
        },
      ],
    },
  }
}
