/** Topics to build files from: the real one, one with Persian texts, and one with hostile texts. */
import { compareTopics } from '../../../data/build/changes.ts'
import { buildFormats, type Entries, type FeedEntry } from '../../../data/build/formats/index.ts'
import { buildTopic } from '../../../data/build/topic.ts'
import type { Topic } from '../../../data/schema/api.ts'
import type { Authored } from '../../../data/schema/authored.ts'
import { HARBOUR, readAuthored } from '../real-topic.ts'

/** Each contains a delimiter of one of the formats. */
export const HOSTILE_TEXTS = [
  '</script><script>alert(1)</script>',
  'a ]]> b ]]> c & d &amp; e &lt;f&gt; "g" \'h\'',
  '=cmd()|"/C calc"!A0',
  '@SUM(1,2); \\n \\; +1',
  '[x](javascript:alert(1)) **b** `c` <i> ![y](z) [1]: https://www.evil.example/ | ~~d~~',
  '1. # > - \u202eoverride \u2067isolate سلام',
  'a\u0001b\u0008c\ufffed \ud800 e',
] as const

export const readPersianAuthored = (): Authored => readAuthored(undefined, HARBOUR)

/** Returns the Persian topic with every text of an editor replaced by a hostile one. */
function createHostileAuthored(): Authored {
  const authored = readPersianAuthored()
  let next = 0
  const hostile = () => HOSTILE_TEXTS[next++ % HOSTILE_TEXTS.length] ?? ''
  const spoil = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(spoil)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, isText(key, inner) ? hostile() : spoil(inner)]),
    )
  }
  return spoil(authored) as Authored
}

const TEXT_FIELDS =
  'name text description headline publisher roleName outcome basis dateBasis before after reason attributionText'
const isText = (key: string, value: unknown) => TEXT_FIELDS.split(' ').includes(key) && typeof value === 'string'

export interface Built {
  topic: Topic
  entries: FeedEntry[]
  /** By path. */
  files: Map<string, string>
}

/** Returns the publication time: releases are an hour apart, starting on 2 November 2026. */
export function publishedAt(release: number): string {
  return new Date(Date.UTC(2026, 10, 2, 8 + release)).toISOString().replace('.000Z', 'Z')
}

export function build(authored: Authored, previous?: Built, release = (previous?.topic.release ?? 0) + 1): Built {
  const stamp = { release, datePublished: publishedAt(1), dateModified: publishedAt(release) }
  const topic = buildTopic(authored, stamp, previous?.topic)
  const files = buildFormats(topic, compareTopics(previous?.topic, topic), previous?.entries)
  const contents = new Map(files.map(({ path, content }) => [path, content]))
  const { items } = JSON.parse(contents.get('entries.json') ?? '') as Entries
  return { topic, entries: items, files: contents }
}

export function read(built: Built, path: string): string {
  const content = built.files.get(path)
  if (content === undefined) throw new Error(`there is no ${path}`)
  return content
}

export const TOPICS: [string, () => Built][] = [
  ['the real topic', () => build(readAuthored())],
  ['a topic with Persian texts', () => build(readPersianAuthored())],
  ['a hostile topic', () => build(createHostileAuthored())],
]
