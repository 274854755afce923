/** One error hides no other, and causes none: every check runs on what can be read. */

import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { LocatedFinding } from '../../data/checks/finding.ts'
import { checkTopic } from '../../data/checks/index.ts'
import { readTopic, type Validated } from '../../data/checks/readable.ts'
import { NO_WORDS } from '../../data/checks/wording.ts'
import { checkContents, readLanguage, TOPICS_FOLDER } from '../../data/cli/topics.ts'
import { AUTHORED_FILE_NAMES, AUTHORED_FILES, type AuthoredFileName } from '../../data/schema/authored.ts'
import { HARBOUR, readTexts } from './real-topic.ts'

type Json = Record<string | number, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** Lists the path of every value below the top. */
function listPaths(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (!isObject(value)) return [path]
  const below = Object.entries(value).flatMap(([key, child]) =>
    listPaths(child, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return path.length === 0 ? below : [path, ...below]
}

const WRONG: [string, (owner: Json, key: string | number) => void][] = [
  ['missing', (owner, key) => (Array.isArray(owner) ? owner.splice(Number(key), 1, null) : delete owner[key])],
  ['a number', (owner, key) => Object.assign(owner, { [key]: -5 })],
  ['an empty list', (owner, key) => Object.assign(owner, { [key]: [] })],
  ['a text of the wrong form', (owner, key) => Object.assign(owner, { [key]: '\u202e' })],
]

describe('an error', () => {
  const contents = new Map(AUTHORED_FILE_NAMES.map((name) => [name, parse(readTexts(HARBOUR)[name]) as unknown]))

  it.each(WRONG)('causes no finding elsewhere: a value that is %s, whichever it is', async (_, spoil) => {
    const language = await readLanguage(TOPICS_FOLDER)
    const valid = new Map<AuthoredFileName, Validated>(
      AUTHORED_FILE_NAMES.map((name) => {
        const content = v.parse(AUTHORED_FILES[name] as v.GenericSchema, contents.get(name))
        return [name, { content, issues: [] }]
      }),
    )
    const check = (name: AuthoredFileName, content: unknown) => {
      const { success, output, issues = [] } = v.safeParse(AUTHORED_FILES[name] as v.GenericSchema, content)
      const files = new Map(valid).set(name, { content: success ? output : content, issues })
      return {
        isSound: success,
        findings: checkTopic(readTopic(files), language),
      }
    }
    const usual = new Set(check('topic', contents.get('topic')).findings.map((finding) => JSON.stringify(finding)))
    const caused: string[] = []
    for (const name of AUTHORED_FILE_NAMES) {
      for (const path of listPaths(contents.get(name))) {
        const content = structuredClone(contents.get(name))
        const owner = path.slice(0, -1).reduce<unknown>((value, key) => (value as Json)[key], content)
        spoil(owner as Json, path.at(-1) ?? '')
        const { isSound, findings } = check(name, content)
        const others = findings.filter((finding) => !usual.has(JSON.stringify(finding)))
        if (!isSound)
          caused.push(...others.map(({ file, problem }) => `${name} ${path.join('.')} -> ${file}: ${problem}`))
      }
    }
    expect(caused).toEqual([])
  })
})

interface Case {
  name: string
  /** By file: texts and what replaces them; `undefined` removes the file. */
  edits: Partial<Record<AuthoredFileName, [string | RegExp, string][] | undefined>>
  /** The file, the place and the problem of every finding, in any order. */
  expected: string[]
}

const NOBODY: [string | RegExp, string] = ['party: harbour-master', 'party: nobody']
const NOBODY_FOUND = 'events.yml: closure › participants › 2 › party: there is no party nobody'
const BAD_FRAGMENT: [string | RegExp, string] = [
  /textFragmentUrl: https:..courier\S*/,
  'textFragmentUrl: https://a.example/#:~:text=a',
]
const BAD_FRAGMENT_FOUND = "citations › 1 › textFragmentUrl: this is not courier-bridge-closed's url with #:~:text="

const CASES: Case[] = [
  {
    name: 'a missing field and a reference to nobody in another file',
    edits: { topic: [[/attributionText: .*\n/, '']], events: [NOBODY] },
    expected: ['topic.yml: attributionText: attributionText is missing', NOBODY_FOUND],
  },
  {
    name: 'a missing field and a reference to nobody in the same item',
    edits: { events: [[/ {2}name: Closure.*\n/, ''], NOBODY] },
    expected: ['events.yml: closure › name: name is missing', NOBODY_FOUND],
  },
  {
    name: 'a wrong type and a fragment of another page',
    edits: { articles: [['genre: news', 'genre: 5']], events: [BAD_FRAGMENT] },
    expected: [
      'articles.yml: courier-bridge-closed › genre: there is no such genre',
      `events.yml: february-inspection › ${BAD_FRAGMENT_FOUND}`,
    ],
  },
  {
    name: 'YAML that cannot be read and errors of the schema and of references in other files',
    edits: {
      topic: [['name: Harbour', 'name: "Harbour']],
      statements: [['status: reported', 'status: reportd']],
      events: [NOBODY, ['startDate: 2031-03-11', 'startDate: 2031-03']],
    },
    expected: [
      'topic.yml: : the quotation mark that opens this text is never closed',
      'statements.yml: crack-found › status: there is no such status',
      NOBODY_FOUND,
      'events.yml: closure › startDate: the date does not have the precision day',
    ],
  },
  {
    name: 'YAML that cannot be read makes nothing unknown that the file defines',
    edits: { parties: [['people:', 'people: [']], statements: [[/reportedBy: .*/, 'reportedBy: nothing']] },
    expected: [
      'parties.yml: : *',
      'statements.yml: crack-found › reportedBy: there is no article nothing',
      'statements.yml: crack-found › reportedBy: no citation is from nothing, which is said to report it',
    ],
  },
  {
    name: 'a missing file makes nothing unknown that it defines',
    edits: { articles: undefined, events: [NOBODY] },
    expected: ['articles.yml: : the file is missing', NOBODY_FOUND],
  },
  {
    name: 'an unknown field and a date without precision',
    edits: {
      topic: [['license:', 'licence: free\nlicense:']],
      events: [['datePrecision: month', 'datePrecision: day']],
    },
    expected: [
      'topic.yml: licence: licence is not a known field',
      'events.yml: february-inspection › startDate: the date does not have the precision day',
    ],
  },
  {
    name: 'a misspelt field is not reported as missing too',
    edits: {
      events: [
        ['superEvent: closure', 'superevent: nothing'],
        ['endDate', 'endDate'],
      ],
    },
    expected: ['events.yml: replacement-ferry › superevent: superevent is not a known field'],
  },
  {
    name: 'a missing id makes nobody unknown of its kind, and hides no other kind',
    edits: { events: [['- id: closure\n  name', '- name'], NOBODY] },
    expected: [
      'events.yml: 2 › id: id is missing',
      'events.yml: 2 › participants › 2 › party: there is no party nobody',
    ],
  },
  {
    name: 'an id of the wrong form makes unknown only what nobody means',
    edits: {
      events: [
        ['- id: closure', '- id: Closure'],
        ['superEvent: closure', 'superEvent: closing'],
      ],
    },
    expected: [
      expectForm('events.yml: Closure › id'),
      'events.yml: replacement-ferry › superEvent: there is no event closing',
    ],
  },
  {
    name: 'a duplicate id and a missing field of the same item',
    edits: {
      statements: [
        ['- id: crack-found', '- id: closure'],
        [/ {2}status: reported\n/, ''],
      ],
    },
    expected: [
      'statements.yml: closure › status: status is missing',
      'statements.yml: closure › id: the id closure is already taken in events.yml',
    ],
  },
  {
    name: 'an item that is a text, and a passage that ends before it starts',
    edits: {
      statements: [
        [/$/, '\n- a text\n'],
        [/end: \d+/, 'end: 0'],
      ],
    },
    expected: [
      'statements.yml: *: item * has the wrong form',
      'statements.yml: crack-found › citations › 1 › locator › end: the passage ends before it starts',
    ],
  },
  {
    name: 'a missing locator, and a quotation that nobody declared',
    edits: {
      events: [
        [/ {6}locator:\n(?: {8}.*\n)+/, ''],
        ['Nobody was hurt', 'Nobody was “badly” hurt'],
      ],
    },
    expected: [
      'events.yml: february-inspection › citations › 1 › locator: locator is missing',
      'events.yml: closure › outcome: “badly” is in quotation marks but is not a declared quote',
    ],
  },
  {
    name: 'a folder of another name, a missing field and a text that is too long',
    edits: {
      topic: [
        ['id: harbour-bridge-closure', 'id: harbour-bridge'],
        [/attributionText: .*\n/, ''],
      ],
      events: [['Nobody was hurt', `Nobody was ${'really '.repeat(90)}hurt`]],
    },
    expected: [
      'topic.yml: id: the folder is called harbour-bridge-closure',
      'topic.yml: attributionText: attributionText is missing',
      'events.yml: closure › outcome: the text has * characters, more than 600',
    ],
  },
  {
    name: 'a correction of nothing, a wrong number and a claim without a claimant',
    edits: {
      articles: [[/firstLine: \d+/, 'firstLine: one']],
      topic: [
        [
          /corrections:(?: \[\])?\n|$/,
          'corrections:\n  - {id: c-1, date: 2031-03-13, kind: update, target: nothing, before: a, after: b, reason: c}\n',
        ],
      ],
      statements: [[/status: claimed\n {2}claimant: .*\n/, 'status: claimed\n']],
    },
    expected: [
      'articles.yml: courier-bridge-closed › source › firstLine: firstLine has the wrong form',
      'topic.yml: corrections › c-1 › target: there is no statement or event or article or party or unknown nothing',
      'statements.yml: girder-sound › status: a statement that is claimed needs a claimant',
    ],
  },
]

const describeFinding = ({ file, place, problem }: LocatedFinding) => `${file}: ${place}: ${problem}`

function expectForm(place: string): string {
  return `${place}: must be lower-case words joined by hyphens, such as first-round`
}

describe('every problem is found in one pass', () => {
  it.each(CASES)('$name', async ({ edits, expected }) => {
    const texts: Partial<Record<AuthoredFileName, string>> = { ...readTexts(HARBOUR) }
    for (const name of Object.keys(edits) as AuthoredFileName[]) {
      if (!edits[name]) delete texts[name]
      for (const [from, to] of edits[name] ?? []) texts[name] = texts[name]?.replace(from, to) ?? ''
    }
    const check = (contents: typeof texts) => checkContents(`/none/${HARBOUR}`, HARBOUR, contents, 'local', NO_WORDS)
    const { findings, authored } = await check(texts)
    const usual = (await check(readTexts(HARBOUR))).findings.map(describeFinding)
    const found = findings.map(describeFinding).filter((text) => !usual.includes(text))
    const patterns = expected.map((text) => new RegExp(`^${RegExp.escape(text).replaceAll('\\*', '.*')}$`))
    expect(authored).toBeUndefined()
    expect(found.filter((text) => !patterns.some((pattern) => pattern.test(text)))).toEqual([])
    expect(patterns.filter((pattern) => !found.some((text) => pattern.test(text)))).toEqual([])
    for (const { line, remedy } of findings) expect([line > 0, remedy]).toEqual([true, expect.stringMatching(/\w/)])
  })
})
