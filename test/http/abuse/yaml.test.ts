/** YAML meant to harm its parser: each file gives a finding, and none of it is published. */
import { describe, expect, it } from 'vitest'
import { parseTopic } from '../../../data/checks/parse.ts'
import { HARBOUR, readTexts, type Texts } from '../../unit/real-topic.ts'

const TEXTS = readTexts(HARBOUR)
const findProblems = (texts: Partial<Texts>) => {
  const { authored, findings } = parseTopic({ ...TEXTS, ...texts })
  expect(authored === undefined).toBe(findings.length > 0)
  return findings.map(({ problem }) => problem)
}
const bomb = (levels: number) =>
  Array.from(
    { length: levels },
    (_, level) => `x${level}: &x${level} [${Array(9).fill(level === 0 ? 1 : `*x${level - 1}`)}]`,
  )

describe('a topic file', () => {
  const hostile: Record<string, { text: string; problem: RegExp }> = {
    'that expands to a billion values': { text: `${TEXTS.topic}\n${bomb(12).join('\n')}\n`, problem: /an alias/ },
    'that uses one alias': {
      text: TEXTS.topic.replace('name: ', 'name: &n ').concat('\nx: *n\n'),
      problem: /an alias/,
    },
    'with a duplicate key': { text: `${TEXTS.topic}\nname: Another\n`, problem: /same key occurs twice here/ },
    'with a nested duplicate key': {
      text: TEXTS.topic.replace(/( *)- text: .*/, '$&\n$1  text: again'),
      problem: /same key/,
    },
    'with __proto__': { text: `${TEXTS.topic}\n__proto__:\n  polluted: 1\n`, problem: /not a known field/ },
    'with constructor': { text: `${TEXTS.topic}\nconstructor: 1\n`, problem: /not a known field/ },
    'with a merge key': { text: `${TEXTS.topic}\n<<: {name: x}\n`, problem: /not a known field/ },
    'with a tag that runs code in other parsers': {
      text: `${TEXTS.topic}\nx: !!js/function "function () {}"\n`,
      problem: /tag/i,
    },
    'with binary data': { text: TEXTS.topic.replace('name: ', 'name: !!binary '), problem: /wrong form|tag/i },
    'of five thousand brackets': {
      text: `${TEXTS.topic}\nx: ${'['.repeat(5_000)}${']'.repeat(5_000)}\n`,
      problem: /./,
    },
    'of two documents': { text: `${TEXTS.topic}\n---\nname: x\n`, problem: /a second document/ },
    'with a NUL': { text: TEXTS.topic.replace(/name: .*/, 'name: "a\\0b"'), problem: /control characters/ },
    'of one long line': { text: `x: ${'a'.repeat(1_000_000)}`, problem: /missing/ },
  }
  it.each(Object.entries(hostile))('%s', (_, { text, problem }) => {
    expect(findProblems({ topic: text }).some((found) => problem.test(found))).toBe(true)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('without an attack passes', () => {
    expect(findProblems({})).toEqual([])
  })
})

describe('a URL', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    'blob:https://courier.example/x',
    '//evil.example',
    'https://user@evil.example/',
    'https://courier.example"onclick="x',
    'https://courier.example/"><script>',
    'https:\\\\evil.example',
    'ftp://courier.example/',
    'https://',
  ])('%s is not accepted', (url) => {
    const articles = TEXTS.articles.replace(/url: .*/, `url: ${JSON.stringify(url)}`)
    expect(findProblems({ articles })).toContain('must be an http(s) URL')
  })
})
