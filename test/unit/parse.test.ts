import { describe, expect, it } from 'vitest'
import { parseTopic } from '../../data/checks/parse.ts'
import { AUTHORED_FILES, type AuthoredFileName } from '../../data/schema/authored.ts'
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
  it.each([
    ['3', 'a number'],
    ['2007', 'a number'],
    ['true', 'yes or no'],
  ])('takes an unquoted %s for %s, and says how it is written where a text belongs', (written, taken) => {
    expect(spoil('topic', /^attributionText: .*$/m, `attributionText: ${written}`).findings).toMatchObject([
      {
        place: 'attributionText',
        value: written,
        problem: `to YAML this is ${taken}, and attributionText is a text`,
        remedy: `put it in quotes: attributionText: '${written}'`,
      },
    ])
  })

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

  it('reports a syntax error with its line', () => {
    const { findings } = spoil('topic', 'license: https', 'license: "https')
    expect(findings[0]).toMatchObject({ file: 'topic.yml', remedy: expect.stringContaining('close it') })
  })

  it('says a parser’s error in an editor’s words, once a line', () => {
    const { findings } = spoil('topic', 'corrections: []', 'corrections: [] more "than that')
    expect(findings[0]).toMatchObject({
      problem: 'this does not go on from the line before',
      remedy: expect.stringContaining('text behind one'),
    })
    const lines = findings.map(({ line }) => line)
    expect(new Set(lines).size).toBe(lines.length)
  })

  it('refuses a tab, with each line that has one', () => {
    const { findings } = spoil('events', '  name: First round of talks', '\tname: First round of talks')
    expect(findings).toMatchObject([{ problem: 'the line is indented by a tab', line: expect.any(Number) }])
  })

  it.each<[string, AuthoredFileName, string, string]>([
    ['a sentence', 'topic', 'how long either round', 'how # long either round'],
    ['the last word of a name', 'events', 'name: First round of talks', 'name: First round of talks #1'],
    ['a name behind a tab', 'events', 'name: First round of talks', 'name: First round of talks\t#1'],
    ['a basis', 'events', 'dateBasis: ', 'dateBasis: First # '],
    ['an item of a list', 'topic', 'alternateName:', 'alternateName:\n  - Made-up talks # 2'],
    ['a file’s name', 'articles', 'file: ', 'file: a #1 '],
  ])('refuses to lose what follows a # in %s', (_, file, from, to) => {
    const { findings } = spoil(file, from, to)
    expect(findings).toContainEqual(
      expect.objectContaining({ file: `${file}.yml`, remedy: expect.stringContaining('single quotes') }),
    )
  })

  it.each<[string, AuthoredFileName, string | RegExp, string]>([
    ['an id', 'events', 'id: first-round', 'id: first-round # the first'],
    ['a choice', 'events', 'datePrecision: day', 'datePrecision: day # by the dateline'],
    ['a date', 'events', 'startDate: 2007-05-28', 'startDate: 2007-05-28 # a Monday'],
    ['a quoted text', 'events', 'name: First round of talks', "name: 'First round #1 of talks' # first"],
    ['a line of its own', 'events', 'name: First round of talks', 'name: First round of talks\n  # first\n  # second'],
    ['a hash in a word', 'events', 'name: First round of talks', 'name: First round of talks#1'],
  ])('lets a comment stand behind %s', (_, file, from, to) => {
    expect(spoil(file, from, to).findings).toEqual([])
  })

  it('accepts a byte order mark, and every line end', () => {
    const { topic, ...others } = readTexts()
    for (const text of [`\uFEFF${topic}`, topic.replaceAll('\n', '\r\n')]) {
      expect(parseTopic({ ...others, topic: text }).findings).toEqual([])
      expect(parseTopic({ ...others, topic: new TextEncoder().encode(text) }).findings).toEqual([])
    }
  })

  it.each([
    ['Latin-1', (text: string) => Buffer.from(text.replace('name: ', 'name: Caf\u00e9 '), 'latin1')],
    [
      'windows-1252 with a dash',
      (text: string) => Buffer.from(text.replace(/[^\0-~]/g, '-').replace('name: ', 'name: \u0096 '), 'latin1'),
    ],
    ['UTF-16', (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-16 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ])('refuses what is %s, once, with its line', (_, encode) => {
    const { topic, ...others } = readTexts()
    const { authored, findings } = parseTopic({ ...others, topic: encode(topic) })
    expect(authored).toBeUndefined()
    expect(findings).toMatchObject([
      { file: 'topic.yml', problem: expect.stringContaining('not UTF-8'), line: expect.any(Number) },
    ])
  })

  it.each([
    ['two versions', '<<<<<<< HEAD\nlicense: a\n=======\nlicense: b\n>>>>>>> other', [0, 2, 4]],
    [
      'the version before, too',
      '<<<<<<< HEAD\nlicense: a\n||||||| 1a2b3c4\nlicense: c\n=======\nlicense: b\n>>>>>>> other',
      [0, 2, 4, 6],
    ],
    ['Windows line ends', '<<<<<<< HEAD\r\nlicense: a\r\n=======\r\nlicense: b\r\n>>>>>>> other\r', [0, 2, 4]],
    ['one mark that was left', 'license: a\n>>>>>>> other', [1]],
  ])('names the lines of a merge conflict with %s, and nothing else', (_, conflict, offsets) => {
    const texts = readTexts()
    const line = texts.topic.split('\n').findIndex((each) => each.startsWith('license: ')) + 1
    const { findings } = parseTopic({ ...texts, topic: texts.topic.replace(/^license: .*$/m, conflict) })
    expect(findings.map((finding) => finding.line)).toEqual(offsets.map((offset) => line + offset))
    for (const { problem, line: at } of findings) expect(problem).toBe(`line ${at} is the mark of a merge conflict`)
  })

  it.each(['/etc/passwd', '../page.txt', 'a/../../page.txt', 'C:\\page.txt', '..'])(
    'keeps a source’s file inside its folder: %s',
    (file) => {
      const { findings } = spoil('articles', /file: .*/, `file: '${file}'`)
      expect(findings).toMatchObject([
        { place: expect.stringContaining('source › file'), problem: expect.stringContaining('inside the folder') },
      ])
    },
  )

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
    [
      'the year 0, which was none',
      'startDate: 2007-05-28',
      'startDate: 0000-05-28',
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
