import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { compareTopics } from '../../../data/build/changes.ts'
import { buildFormats } from '../../../data/build/formats/index.ts'
import { mediaTypeOf } from '../../../data/build/release-file.ts'
import { ORIGIN_PLACEHOLDER } from '../../../data/build/urls.ts'
import { readAuthored } from '../real-topic.ts'
import { build, read, readPersianAuthored, TOPICS } from './topics.ts'

const TYPES = {
  'topic.jsonld': 'application/ld+json',
  'topic.md': 'text/markdown; charset=utf-8',
  'events.csv': 'text/csv; charset=utf-8; header=present',
  'statements.csv': 'text/csv; charset=utf-8; header=present',
  'articles.csv': 'text/csv; charset=utf-8; header=present',
  'people.csv': 'text/csv; charset=utf-8; header=present',
  'organizations.csv': 'text/csv; charset=utf-8; header=present',
  'events.jsonl': 'application/jsonl',
  'statements.jsonl': 'application/jsonl',
  'datapackage.json': 'application/json',
  'events.ics': 'text/calendar; charset=utf-8',
  'feed.atom': 'application/atom+xml',
  'feed.json': 'application/feed+json',
  'entries.json': 'application/json',
}

describe('the formats of a release', () => {
  it('have their paths and media types', () => {
    const paths = [...build(readAuthored()).files.keys()]
    expect(Object.fromEntries(paths.map((path) => [path, mediaTypeOf(path)]))).toEqual(TYPES)
  })

  it.each(TOPICS)('are the same bytes each time: %s', (_, create) => {
    expect([...create().files]).toEqual([...create().files])
  })

  it('are the same bytes in any time zone and at any time', () => {
    const script = `
      const { build, readPersianAuthored } = await import('./test/unit/formats/topics.ts')
      process.stdout.write(JSON.stringify([...build(readPersianAuthored()).files]))`
    const make = (zone: string) =>
      execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        encoding: 'utf8',
        env: { ...process.env, TZ: zone, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
      })
    const files = JSON.stringify([...build(readPersianAuthored()).files])
    for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles']) expect(make(zone), zone).toBe(files)
  })

  it('do not change when a published release is built again from itself', () => {
    const first = build(readAuthored())
    const edited = readAuthored()
    edited.topic.name = 'An edited name'
    const second = build(edited, first)
    const again = buildFormats(second.topic, compareTopics(second.topic, second.topic), second.entries)
    expect(again.map(({ path, content }) => [path, content])).toEqual([...second.files])
  })

  it('keep the CSV unchanged when its data did not change', () => {
    const first = build(readAuthored())
    const second = build(readAuthored(), first)
    expect(read(second, 'events.csv')).toBe(read(first, 'events.csv'))
    expect(read(second, 'events.ics')).toBe(read(first, 'events.ics'))
  })

  it.each(TOPICS)('name no host except the unbroken placeholder: %s', (_, create) => {
    const built = create()
    for (const [path, content] of built.files) {
      const unfolded = content.replaceAll('\r\n ', '')
      expect(unfolded.split(ORIGIN_PLACEHOLDER), path).toHaveLength(content.split(ORIGIN_PLACEHOLDER).length)
      expect(content, path).not.toMatch(/localhost|workers\.dev/)
    }
  })

  it.each(TOPICS)('are well-formed text, whatever the topic contains: %s', (_, create) => {
    for (const [path, content] of create().files) expect(content.isWellFormed(), path).toBe(true)
  })
})
