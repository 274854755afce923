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
        problem: 'must be an http(s) URL',
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
    ['0999', 'a number'],
    ['1e3', 'a number'],
    ['true', 'yes or no'],
  ])('takes an unquoted %s for %s, and says how it is written where a text belongs', (written, taken) => {
    expect(spoil('topic', /^attributionText: .*$/m, `attributionText: ${written}`).findings).toMatchObject([
      {
        place: 'attributionText',
        problem: `YAML reads this as ${taken}, but attributionText is a text`,
        remedy: `put it in quotes: attributionText: '${written}'`,
      },
    ])
  })

  it('refuses a key that is there twice', () => {
    const { findings } = spoil('topic', 'corrections: []', 'corrections: []\ncorrections: []')
    expect(findings).toMatchObject([
      { file: 'topic.yml', problem: 'the same key occurs twice here', remedy: expect.stringContaining('keep one') },
    ])
  })

  it.each([
    ['an alias', 'name: &a First round of talks\n  superEvent: *a', /^YAML reads this as an alias/, 6],
    ['a tag', 'name: !name First round of talks', /^YAML reads a word that begins with !/, 5],
    ['a second document', 'name: First round of talks\n---\n', /^a second document/, 6],
    ['a character that begins no text', 'name: @home', /^a text must not begin/, 5],
    ['a list as a key', '? [a, b]\n  : c\n  name: First round of talks', /^a key must be the name of a field/, 5],
    ['an escape that there is not', 'name: "a\\qb"', /^a backslash in double quotes/, 5],
    ['things that are nested too deeply', `name: ${'['.repeat(60)}`, /^brackets are nested too deeply/, 5],
  ])('names %s in an editor’s words, where it stands', (_, to, problem, line) => {
    const { findings } = spoil('events', 'name: First round of talks', to)
    expect(findings[0]).toMatchObject({ file: 'events.yml', problem: expect.stringMatching(problem), line })
  })

  it('is of version 1.2 alone: another one takes other texts for dates', () => {
    expect(spoil('events', /^/, '%YAML 1.1\n---\n').findings).toMatchObject([
      { file: 'events.yml', line: 1, remedy: 'delete the line' },
    ])
  })

  it('shows what nobody sees in a value by its code, in one line', () => {
    const shown = (text: string) => spoil('events', 'First round of talks', JSON.stringify(text)).findings[0]?.value
    expect(shown('First\u202eround')).toBe('First\\u{202e}round')
    expect(shown('First\nround ')).toBe('First\\u{a}round\\u{20}')
    expect(shown('می\u200cرود ')).toBe('می\u200cرود\\u{20}')
  })

  it('says that nothing stands behind a key, or in a file', () => {
    expect(spoil('events', 'name: First round of talks', 'name:').findings).toMatchObject([
      { place: 'first-round › name', problem: 'name is empty', remedy: expect.stringContaining('write a text') },
    ])
    expect(parseTopic({ ...readTexts(), events: '# nothing\n' }).findings).toMatchObject([
      { file: 'events.yml', problem: 'the file is empty' },
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
      problem: 'this does not continue the line before',
      remedy: expect.stringContaining('text after one'),
    })
    const lines = findings.map(({ line }) => line)
    expect(new Set(lines).size).toBe(lines.length)
  })

  it('refuses a tab, with each line that has one', () => {
    const { findings } = spoil('events', '  name: First round of talks', '\tname: First round of talks')
    expect(findings).toMatchObject([{ problem: 'the line is indented with a tab', line: expect.any(Number) }])
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
    for (const text of [`\uFEFF${topic}`, topic.replaceAll('\n', '\r\n'), topic.replaceAll('\n', '\r')]) {
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
    for (const { problem, line: at } of findings) expect(problem).toBe(`line ${at} is a merge conflict marker`)
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

  it.each<[string, AuthoredFileName, RegExp, string, string]>([
    [
      'a period that ends before it starts',
      'topic',
      /temporalCoverage: .*/,
      'temporalCoverage: 2007-07/2007-05-28',
      'temporalCoverage',
    ],
    [
      'a period with a day that there is not',
      'topic',
      /temporalCoverage: .*/,
      'temporalCoverage: 2007-02-30',
      'temporalCoverage',
    ],
    ['a period that is no date', 'topic', /temporalCoverage: .*/, "temporalCoverage: '--'", 'temporalCoverage'],
    ['a last line before the first', 'articles', /firstLine: .*/, 'firstLine: 99999', 'source › lastLine'],
    ['a line 0', 'articles', /firstLine: .*/, 'firstLine: 0', 'source › firstLine'],
    ['a place beyond every text', 'articles', /end: .*/, 'end: 99999999999999999999', 'locator › end'],
    ['a port that there is not', 'topic', /license: .*/, 'license: https://a.example:99999/', 'license'],
  ])('refuses %s', (_, file, from, to, place) => {
    expect(spoil(file, from, to).findings).toMatchObject([
      { file: `${file}.yml`, place: expect.stringContaining(place), problem: expect.stringMatching(/^must /) },
    ])
  })

  it('reports a missing file', () => {
    const { events: _, ...others } = readTexts()
    expect(parseTopic(others).findings).toMatchObject([{ file: 'events.yml', problem: 'the file is missing' }])
  })

  it.each([
    [
      'a date that does not exist in the calendar',
      'startDate: 2007-05-28',
      'startDate: 2007-02-30',
      'must be a date that exists in the calendar',
    ],
    [
      'the year 0, which does not exist',
      'startDate: 2007-05-28',
      'startDate: 0000-05-28',
      'must be a date that exists in the calendar',
    ],
    ...['\u200b', '\u2028', '\u00ad', '\u2060', '\ufeff', '\ufffd', '\u2067', '\u0085'].map(
      (character): [string, string, string, RegExp] => [
        `U+${character.charCodeAt(0).toString(16)} in a text`,
        'First round',
        `First${character} round`,
        /^must not contain control characters/,
      ],
    ),
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
