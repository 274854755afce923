import { Readable } from 'node:stream'
import { extractFromJson, extractFromXml } from '@extractus/feed-extractor'
import FeedParser from 'feedparser'
import { JSDOM } from 'jsdom'
import { describe, expect, it } from 'vitest'
import { readAuthored } from '../real-topic.ts'
import { type Built, build, publishedAt, read, readPersianAuthored, TOPICS } from './topics.ts'

const ORIGIN = 'https://origin.invalid'
const RELEASES = `${ORIGIN}/v1/topics/us-iran-iraq-talks/releases`

async function parseAtom(xml: string): Promise<FeedParser.Item[]> {
  const items: FeedParser.Item[] = []
  const parser = new FeedParser({ addmeta: false })
  for await (const item of Readable.from([xml]).pipe(parser)) items.push(item)
  return items
}

interface JsonItem {
  id: string
  url: string
  title: string
  content_html: string
  date_published: string
  date_modified: string
}
const parseJson = (built: Built): JsonItem[] => JSON.parse(read(built, 'feed.json')).items

function publishThree(): Built[] {
  const edited = readAuthored()
  const [statement] = edited.statements
  if (statement) statement.text = 'An edited text with <b>marks</b> & signs.'
  edited.topic.unknowns.pop()
  const first = build(readAuthored())
  const second = build(edited, first)
  edited.topic.corrections.push({
    id: 'a-correction',
    date: '2026-11-03',
    kind: 'clarification',
    target: 'second-round',
    before: 'It said this.',
    after: 'It says that.',
    reason: 'It was not clear.',
  })
  return [first, second, build(edited, second)]
}

describe('the feeds', () => {
  it.each(TOPICS)('give the same result with feedparser and feed-extractor: %s', async (_, create) => {
    const built = create()
    const atom = await parseAtom(read(built, 'feed.atom'))
    const json = parseJson(built)
    expect(atom.map(({ guid }) => guid)).toEqual(json.map(({ id }) => id))
    expect(atom.map(({ description }) => description)).toEqual(json.map(({ content_html }) => content_html))
    const ids = (feed: { entries?: { id: string }[] }) => feed.entries?.map(({ id }) => id)
    expect(ids(extractFromXml(read(built, 'feed.atom')))).toEqual(json.map(({ id }) => id))
    expect(ids(extractFromJson(read(built, 'feed.json')))).toEqual(json.map(({ id }) => id))
  })

  it.each(TOPICS)('are well-formed XML and safe HTML: %s', (_, create) => {
    const built = create()
    const { window } = new JSDOM('')
    const xml = new window.DOMParser().parseFromString(read(built, 'feed.atom'), 'application/xml')
    expect(xml.querySelector('parsererror')).toBeNull()
    expect(xml.querySelector('feed > title')?.textContent).toBe(built.topic.name)
    const items: { content_html: string }[] = JSON.parse(read(built, 'feed.json')).items
    for (const { content_html } of items) {
      const elements = [...new JSDOM(content_html).window.document.body.querySelectorAll('*')]
      const names = new Set(elements.map(({ localName }) => localName))
      for (const name of names) expect(['p', 'ul', 'li', 'a', 'bdi', 'del', 'ins']).toContain(name)
      for (const link of elements.flatMap((element) => element.getAttribute('href') ?? []))
        expect(link.startsWith(`${ORIGIN}/topics/`), link).toBe(true)
    }
  })

  it('have an entry for the first release', async () => {
    const built = build(readAuthored())
    const [entry, ...others] = await parseAtom(read(built, 'feed.atom'))
    expect(others).toEqual([])
    expect(entry).toMatchObject({ guid: `${RELEASES}/1`, title: 'US–Iran Iraq talks: release 1' })
    expect(entry?.pubdate?.toISOString()).toBe('2026-11-02T09:00:00.000Z')
    expect(entry?.summary).toMatch(/^First release: 7 events, 2 sources, \d+ statements, 3 people/)
  })

  it('have an entry for each release and correction, newest first, with stable ids', () => {
    const [first, second, third] = publishThree().map((built) => parseJson(built).map(({ id }) => id))
    expect(first).toEqual([`${RELEASES}/1`])
    expect(second).toEqual([`${RELEASES}/2`, `${RELEASES}/1`])
    const correction = `${ORIGIN}/v1/topics/us-iran-iraq-talks/corrections/a-correction`
    expect(third).toEqual([correction, `${RELEASES}/3`, `${RELEASES}/2`, `${RELEASES}/1`])
    expect(new Set(third).size).toBe(4)
  })

  it('say what a release changed, before and after', () => {
    const [, second] = publishThree()
    const release = second && parseJson(second)[0]
    const { document } = new JSDOM(release?.content_html).window
    expect(document.body.textContent).toContain('Since release 1: 1 changed, 1 removed.')
    expect(document.querySelector('ins')?.textContent).toBe('An edited text with <b>marks</b> & signs.')
    expect(document.querySelector('li a')?.getAttribute('href')).toMatch(/^https:\/\/origin\.invalid\/topics\/[\w-]+#/)
    expect(document.body.textContent).toContain('Removed open question: Whether later rounds')
  })

  it('show a correction', () => {
    const item = publishThree()
      .flatMap(parseJson)
      .find(({ title }) => title.startsWith('Clarification'))
    expect(item).toMatchObject({ title: 'Clarification: Second round of talks', date_published: publishedAt(3) })
    for (const text of ['It said this.', 'It says that.', 'It was not clear.', '3 November 2026', 'release 3'])
      expect(item?.content_html).toContain(text)
  })

  it('refer by id to text that must not be shown alone', () => {
    const edited = readAuthored()
    const accusation = edited.statements.find(({ id }) => id === 'qods-force-member')
    if (accusation) accusation.text = 'The NCRI alleged, according to Iran Focus, something milder.'
    edited.topic.corrections.push({
      id: 'milder',
      date: '2026-11-03',
      kind: 'correction',
      target: 'qods-force-member',
      before: 'wording removed',
      after: 'Something milder.',
      reason: 'It went beyond the source.',
    })
    const second = build(edited, build(readAuthored()))
    const [correction, release] = parseJson(second)
    expect(correction?.title).toBe('Correction: qods-force-member')
    expect(correction?.content_html).toContain('It went beyond the source.')
    expect(release?.content_html).toContain('Changed statement: <a href')
    for (const { title, content_html } of [correction, release].filter((item) => item !== undefined)) {
      expect(title + content_html).not.toMatch(/Qods Force|milder\.|Kazemi/)
    }
  })

  it('move a correction forward when it is itself corrected, under the same id', () => {
    const authored = readPersianAuthored()
    const first = build(authored)
    const [correction] = authored.topic.corrections
    if (correction) correction.reason = 'A better reason.'
    const item = parseJson(build(authored, build(readPersianAuthored(), first))).find(({ id }) =>
      id.endsWith('closing-day'),
    )
    expect(item).toMatchObject({ date_published: publishedAt(1), date_modified: publishedAt(3) })
  })

  it('keep the date of a correction when the release that carried it is withdrawn', () => {
    const second = build(readPersianAuthored(), build(readPersianAuthored()))
    const left = { ...second, entries: second.entries.filter(({ release }) => release > 1) }
    const item = parseJson(build(readPersianAuthored(), left)).find(({ id }) => id.endsWith('closing-day'))
    expect(item).toMatchObject({ date_published: publishedAt(2), date_modified: publishedAt(2) })
  })

  it('keep the first release however many follow', () => {
    let built = build(readPersianAuthored())
    for (let release = 2; release <= 60; release++) built = build(readPersianAuthored(), built)
    const items = parseJson(built)
    expect(items.at(-1)?.id).toMatch(/releases\/1$/)
    expect(items).toHaveLength(52)
    expect(built.entries).toHaveLength(60)
  })
})
