import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeMarkdown } from '../../../data/build/formats/markdown-text.ts'
import { readAuthored } from '../real-topic.ts'
import { build, HOSTILE_TEXTS, read, readPersianAuthored, TOPICS } from './topics.ts'

/** Unescapes as CommonMark does (2.4), and removes the marks around a text of the other direction. */
const readMarkdown = (text: string) => text.replace(/^\u2068|\u2069$/g, '').replace(/\\([!-/:-@[-`{-~])/g, '$1')

/** Returns the document without parts that may contain `<`: link destinations and escaped characters. */
const strip = (markdown: string) => markdown.replace(/\\./g, '').replace(/(?<=\]\(|\]: )<[^<>\n]*>/g, '')

describe('topic.md', () => {
  it.each(TOPICS)('contains everything, with citations: %s', (_, create) => {
    const built = create()
    const content = read(built, 'topic.md')
    const { topic } = built
    const texts = [
      ...[...topic.statements, ...topic.unknowns, ...topic.abstract].map(({ text }) => text),
      ...topic.events.flatMap(({ name, description, dateBasis }) => [name, description, dateBasis]),
      ...topic.articles.flatMap(({ headline, outletNote }) => [headline, outletNote.text, outletNote.basis]),
      ...topic.corrections.flatMap(({ before, after, reason }) => [before, after, reason]),
      ...[...topic.people, ...topic.organizations].map(({ name }) => name),
      ...topic.statements.flatMap(({ quote }) => quote?.text ?? []),
    ]
    for (const text of texts) expect(content).toContain(escapeMarkdown(text))
  })

  it.each(TOPICS)('defines every receipt that it cites, and cites every receipt that it defines: %s', (_, create) => {
    const content = strip(read(create(), 'topic.md'))
    const defined = [...content.matchAll(/^\[(\d+)\]: /gm)].map(([, number]) => number)
    const cited = new Set([...content.matchAll(/ \[(\d+)\](?!:)/g)].map(([, number]) => number))
    expect(defined).toEqual(defined.map((_, i) => String(i + 1)))
    expect([...cited].toSorted()).toEqual(defined.toSorted())
    expect(content).not.toMatch(/\]\[|\]\((?!\))/)
  })

  it.each(TOPICS)('has no HTML: %s', (_, create) => {
    expect(strip(read(create(), 'topic.md'))).not.toMatch(/[<&]/)
  })

  it('links only to checked URLs', () => {
    const links = (content: string) => [...content.matchAll(/<([^<>\n]*)>/g)].map(([, url]) => url ?? '')
    for (const url of links(read(build(readAuthored()), 'topic.md'))) expect(url).toMatch(/^https:\/\//)
  })

  it.each(HOSTILE_TEXTS)('escapes %j', (text) => {
    const escaped = escapeMarkdown(text)
    expect(strip(escaped)).not.toMatch(/[<>&`*_[\]|~#@]|:\/\/|^\d+[.)]/)
  })

  it('returns any text unchanged', () => {
    const line = fc.string({ unit: 'binary' }).filter((text) => !/[\p{Cc}\ufffe\uffff\u2068\u2069]/u.test(text))
    fc.assert(fc.property(line, (text) => readMarkdown(escapeMarkdown(text)) === text))
    fc.assert(fc.property(fc.string(), (text) => readMarkdown(escapeMarkdown(text)) === text))
  })

  it('isolates a text of the other direction', () => {
    const content = read(build(readPersianAuthored()), 'topic.md')
    expect(content).toContain('\u2068پیک فانوس\u2069')
    expect(escapeMarkdown('plain')).toBe('plain')
  })

  it('writes an inexact date with its precision', () => {
    const content = read(build(readAuthored()), 'topic.md')
    expect(content).toContain('### 27–31 May 2007 (exact day not given): NCRI statement')
    expect(content).toContain('### No date given: NCRI press conference')
  })
})
