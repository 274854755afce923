import { describe, expect, it } from 'vitest'
import { parseTopic } from '../../data/checks/parse.ts'
import { WORDS } from '../../data/checks/yaml-words.ts'
import { AUTHORED_FILES, type AuthoredFileName } from '../../data/schema/authored.ts'
import { readTexts } from './real-topic.ts'

/** Returns the real files with one text replaced. @throws when the text is not found, so that no case passes by accident */
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

  it('names file, place, value and remedy of every problem in one run', () => {
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

it('places are named as verify names them: items by their ids, others by numbers from 1', () => {
  const texts = readTexts()
  const { findings } = parseTopic({
    ...texts,
    events: texts.events.replace('- party:', '- party: Nobody #\n      was:'),
    articles: texts.articles.replace('      citations:', '      was:'),
    topic: texts.topic.replace(/start: \d+/, 'start: no'),
  })
  expect(findings.map(({ file, place }) => `${file}: ${place}`)).toEqual(
    expect.arrayContaining([
      'topic.yml: abstract › 1 › citations › 1 › locator › start',
      expect.stringMatching(/^events\.yml: [a-z-]+ › participants › 1 › party$/),
      expect.stringMatching(/^articles\.yml: [a-z-]+ › summary › 1 › citations$/),
    ]),
  )
})

describe('YAML', () => {
  it.each([
    ['3', 'a number'],
    ['2007', 'a number'],
    ['0999', 'a number'],
    ['1e3', 'a number'],
    ['true', 'yes or no'],
  ])('reads an unquoted %s as %s, and says how to write it where a text is expected', (written, taken) => {
    expect(spoil('topic', /^attributionText: .*$/m, `attributionText: ${written}`).findings).toMatchObject([
      {
        place: 'attributionText',
        problem: `YAML reads this as ${taken}, but attributionText is a text`,
        remedy: `put it in quotes: attributionText: '${written}'`,
      },
    ])
  })

  it('refuses a duplicate key', () => {
    const { findings } = spoil('topic', 'corrections: []', 'corrections: []\ncorrections: []')
    expect(findings).toMatchObject([
      { file: 'topic.yml', problem: 'the same key occurs twice here', remedy: expect.stringContaining('keep one') },
    ])
  })

  it.each([
    ['an alias', 'name: &a First round of talks\n  superEvent: *a', /^YAML reads this as an alias/, 6],
    ['a tag', 'name: !name First round of talks', /^YAML reads a word that begins with !/, 5],
    ['a second document', 'name: First round of talks\n---\n', /^a second document/, 6],
    ['a character that cannot start a text', 'name: @home', /^a text must not begin/, 5],
    ['a list as a key', '? [a, b]\n  : c\n  name: First round of talks', /^a key must be one of the words/, 5],
    ['an unknown escape', 'name: "a\\qb"', /^a backslash in double quotes/, 5],
    ['nesting that is too deep', `name: ${'['.repeat(60)}`, /^brackets are nested too deeply/, 5],
  ])('describes %s in an editor’s words, at its place', (_, to, problem, line) => {
    const { findings } = spoil('events', 'name: First round of talks', to)
    expect(findings[0]).toMatchObject({ file: 'events.yml', problem: expect.stringMatching(problem), line })
  })

  it.each([
    ['an apostrophe in single quotes', "description: 'It's said'", 'BEHIND_QUOTE', '6:20'],
    ['a quotation that goes on', 'description: "Yes", he said', 'BEHIND_QUOTE', '6:21'],
    ['a quotation mark that nothing closes', 'description: "He said', 'OPEN_QUOTE', '6:16'],
    ['a text that begins with a dash', 'description: - he said', 'LIST_AS_TEXT', '6:16'],
    ['a text that begins with an angle', 'description: > he said', 'LIST_AS_TEXT', '6:18'],
    ['a line that is indented too far', ' description: He said', 'BAD_INDENT', '6:4'],
    ['a colon in a text', 'description: He said: no: yes', 'BLOCK_AS_IMPLICIT_KEY', '6:16'],
  ] as const)('names %s where it stands, with its own remedy', (_, to, words, place) => {
    const { findings } = spoil('events', /description: .*/, to)
    expect(findings.map(({ line, column }) => `${line}:${column}`)[0]).toBe(place)
    expect(findings[0]).toMatchObject(WORDS[words])
  })

  it('refuses an anchor, which would take a word out of a text', () => {
    expect(spoil('events', /description: .*/, 'description: &He said').findings).toMatchObject([
      {
        line: 6,
        value: '&He',
        problem: expect.stringContaining('would be lost'),
        remedy: expect.stringContaining('quotes'),
      },
    ])
  })

  it.each([
    ['lead: true', 'statements', 'lead: "true"', { value: 'true', problem: /in quotes/, remedy: /^write lead: true$/ }],
    ['lead: true', 'statements', 'lead: yes', { value: 'yes', problem: /only be true/, remedy: /or remove lead$/ }],
    [
      'standalone: false',
      'statements',
      'standalone: no',
      { value: 'no', problem: /only be false/, remedy: /or remove/ },
    ],
    ['start: 0', 'events', "start: '0'", { value: '0', problem: /in quotes/, remedy: /^write start: 0$/ }],
    [
      /sha256: .*/,
      'events',
      `sha256: ${'1'.repeat(40)}`,
      { value: '1'.repeat(40), problem: /a number/, remedy: /in quotes/ },
    ],
    [/\n$/, 'events', '\n-\n', { value: 'null', problem: /^item 8 is empty$/, remedy: /or remove item 8$/ }],
    [/\n$/, 'events', '\n- a\n', { value: 'a', problem: /^item 8 has the wrong form$/, remedy: /keys and values/ }],
    [/\n$/, 'events', '\n- - a\n', { value: '["a"]', problem: /^item 8 is a list$/, remedy: /keys and values/ }],
  ] as const)('says of %s in %s, written as %j, what is wrong in one finding', (from, file, to, expected) => {
    const { value, problem, remedy } = expected
    expect(spoil(file, from, to).findings).toMatchObject([
      { value, problem: expect.stringMatching(problem), remedy: expect.stringMatching(remedy) },
    ])
  })

  it('is of version 1.2 alone: another one takes other texts for dates', () => {
    expect(spoil('events', /^/, '%YAML 1.1\n---\n').findings).toMatchObject([
      { file: 'events.yml', line: 1, remedy: 'delete the line' },
    ])
  })

  it('shows invisible characters of a value as codes, in one line', () => {
    const shown = (text: string) => spoil('events', 'First round of talks', JSON.stringify(text)).findings[0]?.value
    expect(shown('First\u202eround')).toBe('First\\u{202e}round')
    expect(shown('First\nround ')).toBe('First\\u{a}round\\u{20}')
    expect(shown('می\u200cرود ')).toBe('می\u200cرود\\u{20}')
  })

  it('reports a key without a value, and an empty file', () => {
    expect(spoil('events', 'name: First round of talks', 'name:').findings).toMatchObject([
      { place: 'first-round › name', problem: 'name is empty', remedy: expect.stringContaining('write a text') },
    ])
    expect(parseTopic({ ...readTexts(), events: '# nothing\n' }).findings).toMatchObject([
      { file: 'events.yml', problem: 'the file is empty' },
    ])
  })

  it('refuses an unknown key and suggests the spelling', () => {
    const { findings } = spoil('events', 'datePrecision: day', 'datePrecision: day\n  datePrecission: day')
    expect(findings).toMatchObject([
      { problem: 'datePrecission is not a known field', place: 'first-round › datePrecission' },
    ])
  })

  it('reports a syntax error with its line', () => {
    const { findings } = spoil('topic', 'license: https', 'license: "https')
    expect(findings[0]).toMatchObject({ file: 'topic.yml', remedy: expect.stringContaining('close it') })
  })

  it('describes a parser’s error in an editor’s words, once per line', () => {
    const { findings } = spoil('topic', 'corrections: []', 'corrections: [] more "than that')
    expect(findings[0]).toMatchObject({
      problem: 'this does not continue the line before',
      remedy: expect.stringContaining('text after one'),
    })
    const lines = findings.map(({ line }) => line)
    expect(new Set(lines).size).toBe(lines.length)
  })

  it('refuses tabs, and names each line that has one', () => {
    const { findings } = spoil('events', '  name: First round of talks', '\tname: First round of talks')
    expect(findings).toMatchObject([{ problem: 'the line is indented with a tab', line: expect.any(Number) }])
  })

  it.each<[string, AuthoredFileName, string, string]>([
    ['a sentence', 'topic', 'how long either round', 'how # long either round'],
    ['the last word of a name', 'events', 'name: First round of talks', 'name: First round of talks #1'],
    ['a name after a tab', 'events', 'name: First round of talks', 'name: First round of talks\t#1'],
    ['a basis', 'events', 'dateBasis: ', 'dateBasis: First # '],
    ['an item of a list', 'topic', 'alternateName:', 'alternateName:\n  - Made-up talks # 2'],
    ['a file’s name', 'articles', 'file: ', 'file: a #1 '],
  ])('refuses to lose the text after a # in %s', (_, file, from, to) => {
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
  ])('allows a comment after %s', (_, file, from, to) => {
    expect(spoil(file, from, to).findings).toEqual([])
  })

  it('accepts a byte order mark and every line ending', () => {
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
    ['UTF-16 with a byte order mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
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
      'the common ancestor',
      '<<<<<<< HEAD\nlicense: a\n||||||| 1a2b3c4\nlicense: c\n=======\nlicense: b\n>>>>>>> other',
      [0, 2, 4, 6],
    ],
    ['Windows line ends', '<<<<<<< HEAD\r\nlicense: a\r\n=======\r\nlicense: b\r\n>>>>>>> other\r', [0, 2, 4]],
    ['one remaining mark', 'license: a\n>>>>>>> other', [1]],
  ])('reports the lines of a merge conflict with %s, and nothing else', (_, conflict, offsets) => {
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
      'a period with an impossible day',
      'topic',
      /temporalCoverage: .*/,
      'temporalCoverage: 2007-02-30',
      'temporalCoverage',
    ],
    ['a period that is not a date', 'topic', /temporalCoverage: .*/, "temporalCoverage: '--'", 'temporalCoverage'],
    ['a last line before the first', 'articles', /firstLine: .*/, 'firstLine: 99999', 'source › lastLine'],
    ['a line 0', 'articles', /firstLine: .*/, 'firstLine: 0', 'source › firstLine'],
    ['a place beyond every text', 'articles', /end: .*/, 'end: 99999999999999999999', 'locator › end'],
    ['a port out of range', 'topic', /license: .*/, 'license: https://a.example:99999/', 'license'],
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
