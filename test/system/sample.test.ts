/** The shortened response in the README is part of the published data. */
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { buildRelease } from '../../data/build/index.ts'
import { isChecked, loadTopics, TOPICS_FOLDER } from '../../data/cli/topics.ts'

const README = new URL('../../README.md', import.meta.url)
const SAMPLE = /\/v1\/topics\/([\w-]+)\/(\w+)\/([\w-]+)\n```\n+```json\n(.*?)```/s

type Item = { id: string }

it('shows in the README what the API responds', async () => {
  const [, topic = '', collection = '', id = '', sample = ''] = (await readFile(README, 'utf8')).match(SAMPLE) ?? []
  const items = await readItems(topic, `${collection}.json`)
  expect(items.find((item) => item.id === id)).toEqual(complete(JSON.parse(sample)))
})

async function readItems(id: string, path: string): Promise<Item[]> {
  const [topic] = await loadTopics(TOPICS_FOLDER, [id])
  if (!topic || !isChecked(topic)) throw new Error(`${id} does not pass its checks`)
  const now = '2026-01-01T00:00:00Z'
  const files = buildRelease(topic.authored, { release: 1, datePublished: now, dateModified: now })
  return JSON.parse(files.find((file) => file.path === path)?.content ?? '{"items":[]}').items
}

/** Returns a matcher that allows omissions: fields, items of a list, and the text that `…` stands for. */
function complete(shortened: unknown): unknown {
  if (shortened === '…') return expect.any(String)
  if (Array.isArray(shortened)) return expect.arrayContaining(shortened.map(complete))
  if (typeof shortened !== 'object' || shortened === null) return shortened
  const fields = Object.entries(shortened).map(([name, value]) => [name, complete(value)])
  return expect.objectContaining(Object.fromEntries(fields))
}
