/** YAML's own errors in an editor's words, and the mistakes that YAML itself lets pass. Pure. */
import { type Document, isScalar, type LineCounter, visit, type YAMLParseError } from 'yaml'
import type { LocatedFinding } from './finding.ts'

/** One mistake makes the parser stumble over all that follows it. */
const MAX_SYNTAX_FINDINGS = 3

/** Fields in which a `#` is likelier to belong to the text than to begin a comment. */
const TEXT_FIELDS = new Set(['text', 'description', 'outcome', 'reason', 'before', 'after'])

/** No honest file opens so many at once; a parser that recurses would run out of stack. */
const TOO_DEEP = /(?:[[{]\s*){50}/

type Words = { problem: string; remedy: string }

const WORDS: Record<string, Words> = {
  DUPLICATE_KEY: {
    problem: 'the same key stands here twice',
    remedy: 'keep one of the two; the second would silently replace the first',
  },
  MULTILINE_IMPLICIT_KEY: {
    problem: 'a colon is missing, or a line is not indented like its neighbours',
    remedy: 'write key: value, with a space after the colon',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    problem: 'a text with a colon and a space in it is taken for another key',
    remedy: "put the whole text in single quotes, '…'",
  },
  MISSING_CHAR: {
    problem: 'something that was opened is not closed, such as a quotation mark',
    remedy: 'close it; it may have been opened some lines above',
  },
  BAD_INDENT: { problem: 'the line is not indented like its neighbours', remedy: 'indent by two spaces a level' },
}

const OTHER_REMEDY = 'mend the YAML here: indentation by two spaces, a space after each colon, quotes closed'

/** Tabs first, which make every other message a riddle; else what the parser says, the first few. */
export function findSyntaxErrors(file: string, text: string, document: Document, lines: LineCounter): LocatedFinding[] {
  const depth = text.search(TOO_DEEP)
  if (depth >= 0) {
    const { line, col } = lines.linePos(depth)
    const words = { problem: 'brackets are nested too deeply', remedy: 'write block style, one thing a line' }
    return [{ file, path: [], place: '', line, column: col, ...words }]
  }
  const tabs = text.split('\n').flatMap((line, index) => {
    const tab = /^ *\t/.exec(line)
    const words = { problem: 'the line is indented by a tab', remedy: 'replace the tab by spaces, two a level' }
    return tab ? [{ file, path: [], place: '', line: index + 1, column: tab[0].length, ...words }] : []
  })
  if (tabs.length > 0) return tabs
  const errors = [...document.errors, ...document.warnings] as YAMLParseError[]
  return errors.slice(0, MAX_SYNTAX_FINDINGS).map((error) => {
    const { line, col } = lines.linePos(error.pos[0])
    const said = error.message.split(/ at line |\n/)[0] ?? error.message
    return {
      file,
      path: [],
      place: '',
      line,
      column: col,
      ...(WORDS[error.code] ?? { problem: said, remedy: OTHER_REMEDY }),
    }
  })
}

/** ` #` begins a comment, and what follows it in a text would be lost without a word. */
export function findLostText(file: string, document: Document, lines: LineCounter): LocatedFinding[] {
  const findings: LocatedFinding[] = []
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !isScalar(value) || !TEXT_FIELDS.has(String(key.value))) return
      if (value.comment === undefined || value.comment === null || value.type !== 'PLAIN' || !value.range) return
      const { line, col } = lines.linePos(value.range[0])
      findings.push({
        file,
        path: [],
        place: '',
        line,
        column: col,
        value: `#${value.comment}`,
        problem: 'the text after # is a comment to YAML and would be lost',
        remedy: "put the whole text in single quotes, '…', or the comment on a line of its own",
      })
    },
  })
  return findings
}
