import { describe, expect, it } from 'vitest'
import { AUTHORED_FILES, type AuthoredFileName } from '../../data/authored.ts'
import { parseTopic } from '../../data/parse.ts'
import { readTexts } from './real-topic.ts'

/** The real files with one text replaced; throws when the text is not there, so that no case passes by accident. */
function spoil(file: AuthoredFileName, from: string | RegExp, to: string) {
  const texts = readTexts()
  const spoilt = texts[file].replace(from, to)
  if (spoilt === texts[file]) throw new Error(`${file} has no ${from}`)
  return parseTopic({ ...texts, [file]: spoilt })
}

describe('the authored schema', () => {
  it('rejects an empty file of every kind', () => {
    for (const name of Object.keys(AUTHORED_FILES) as AuthoredFileName[]) {
      const { authored, findings } = parseTopic({ ...readTexts(), [name]: '{}\n' })
      expect(authored, name).toBeUndefined()
      expect(findings.length > 0 && findings.every((finding) => finding.file === `${name}.yml`), name).toBe(true)
    }
  })

  it('accepts the real topic', () => {
    const { authored, findings } = parseTopic(readTexts())
    expect(findings).toEqual([])
    expect(authored?.events.length).toBeGreaterThan(0)
  })

  it('names file, place, value and remedy of every problem at once', () => {
    const texts = readTexts()
    const { findings } = parseTopic({
      ...texts,
      events: texts.events.replace('  name: First round of talks\n', ''),
      statements: texts.statements.replace('status: agreed', 'status: alleged'),
      topic: texts.topic.replace('license: https://', 'license: javascript://'),
    })
    expect(findings).toMatchObject([
      {
        file: 'topic.yml',
        place: 'license',
        problem: 'must be an http(s) address',
        value: expect.stringMatching(/^javascript:/),
      },
      {
        file: 'events.yml',
        place: 'first-round › name',
        problem: 'name is missing',
        remedy: expect.stringContaining('add name'),
      },
      {
        file: 'statements.yml',
        place: 'iraq-only › status',
        value: 'alleged',
        remedy: expect.stringContaining('one of agreed, claimed'),
      },
    ])
    for (const { line, column } of findings) expect(Math.min(line, column)).toBeGreaterThanOrEqual(1)
  })
})

describe('YAML', () => {
  it('refuses a key that is there twice', () => {
    const { findings } = spoil('topic', 'corrections: []', 'corrections: []\ncorrections: []')
    expect(findings).toMatchObject([
      { file: 'topic.yml', problem: 'the same key stands here twice', remedy: expect.stringContaining('keep one') },
    ])
  })

  it('refuses an unknown key, with its spelling', () => {
    const { findings } = spoil('events', 'datePrecision: day', 'datePrecision: day\n  datePrecission: day')
    expect(findings).toMatchObject([
      { problem: 'datePrecission is not a known field', place: 'first-round › datePrecission' },
    ])
  })

  it('refuses an alias, and so an alias bomb', () => {
    const { findings } = spoil('topic', 'corrections: []', 'corrections: &a []\nunknowns: *a')
    expect(findings.length).toBeGreaterThan(0)
  })

  it('reports a syntax error with its line', () => {
    const { findings } = spoil('topic', 'license: https', 'license: "https')
    expect(findings[0]).toMatchObject({ file: 'topic.yml', remedy: expect.stringContaining('close it') })
  })

  it('refuses a tab, with each line that has one', () => {
    const { findings } = spoil('events', '  name: First round of talks', '\tname: First round of talks')
    expect(findings).toMatchObject([{ problem: 'the line is indented by a tab', line: expect.any(Number) }])
  })

  it('refuses to lose what follows a # in a text', () => {
    const { findings } = spoil('topic', 'how long either round', 'how # long either round')
    expect(findings).toMatchObject([{ file: 'topic.yml', remedy: expect.stringContaining('single quotes') }])
  })

  it('reports a missing file', () => {
    const { events: _, ...others } = readTexts()
    expect(parseTopic(others).findings).toMatchObject([{ file: 'events.yml', problem: 'the file is missing' }])
  })

  it.each([
    [
      'a day that the calendar does not have',
      'startDate: 2007-05-28',
      'startDate: 2007-02-30',
      'must be a day that the calendar has',
    ],
    ['an id with a capital', 'id: first-round', 'id: First-Round', /^must be lower-case words/],
    [
      'a line break in a text',
      'name: First round of talks',
      'name: "First round\\nof talks"',
      /^must be one line of text/,
    ],
  ])('refuses %s', (_, from, to, problem) => {
    expect(spoil('events', from, to).findings[0]).toMatchObject({
      problem: typeof problem === 'string' ? problem : expect.stringMatching(problem),
    })
  })
})
