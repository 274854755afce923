/** YAML's own errors in an editor's words, and the mistakes that YAML itself lets pass. Pure. */
import type * as v from 'valibot'
import { type Document, isPair, isScalar, isSeq, type LineCounter, type Scalar, visit, type YAMLParseError } from 'yaml'
import { Text } from '../schema/entities.ts'
import type { LocatedFinding, Path } from './finding.ts'

/** One mistake makes the parser stumble over all that follows it. */
const MAX_SYNTAX_FINDINGS = 3

/** So many nested brackets would exhaust the stack of a recursive parser; no topic has them. */
const TOO_DEEP = /(?:[[{]\s*){50}/

type Words = { problem: string; remedy: string }

const TOO_DEEP_WORDS: Words = { problem: 'things are nested too deeply', remedy: 'write block style, one thing a line' }

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
  UNEXPECTED_TOKEN: {
    problem: 'this does not go on from the line before',
    remedy: 'indent it like its neighbours; look for a quotation mark that is missing, or for text behind one',
  },
  MULTIPLE_DOCS: {
    problem: 'a second document begins here',
    remedy: 'delete the line --- and what does not belong to this file',
  },
  TAG_RESOLVE_FAILED: {
    problem: 'a word that begins with ! is a tag to YAML, and none is known here',
    remedy: "remove the tag, or put the whole text in single quotes, '…'",
  },
  BAD_DIRECTIVE: { problem: 'a line that begins with % sets up YAML', remedy: 'delete the line' },
  BAD_SCALAR_START: {
    problem: 'a text must not begin with this character',
    remedy: "put the whole text in single quotes, '…'",
  },
  BAD_DQ_ESCAPE: {
    problem: 'a backslash in double quotes begins an escape, and there is none like this',
    remedy: "write two backslashes, or put the text in single quotes, '…'",
  },
  BAD_ALIAS: {
    problem: 'a text that begins with * or & is an alias or an anchor to YAML',
    remedy: "put the whole text in single quotes, '…'",
  },
  NON_STRING_KEY: { problem: 'a key must be one of the words that this file has', remedy: 'write key: value' },
  RESOURCE_EXHAUSTION: TOO_DEEP_WORDS,
  BAD_INDENT: { problem: 'the line is not indented like its neighbours', remedy: 'indent by two spaces a level' },
}

const OTHER_REMEDY = 'correct the YAML here: indentation by two spaces, a space after each colon, quotes closed'

/** Tabs, if there are any, since they make the parser's messages misleading; otherwise the first few messages of the parser. */
export function findSyntaxErrors(file: string, text: string, document: Document, lines: LineCounter): LocatedFinding[] {
  const depth = text.search(TOO_DEEP)
  if (depth >= 0) {
    const { line, col } = lines.linePos(depth)
    return [{ file, path: [], place: '', line, column: col, ...TOO_DEEP_WORDS }]
  }
  // Of an older version, YAML would take other texts for dates and for yes or no.
  if (document.directives?.yaml.explicit === true)
    return [{ file, path: [], place: '', line: 1, column: 1, ...WORDS.BAD_DIRECTIVE } as LocatedFinding]
  const tabs = text.split('\n').flatMap((line, index) => {
    const tab = /^ *\t/.exec(line)
    const words = { problem: 'the line is indented by a tab', remedy: 'replace the tab by spaces, two a level' }
    return tab ? [{ file, path: [], place: '', line: index + 1, column: tab[0].length, ...words }] : []
  })
  if (tabs.length > 0) return tabs
  const all = ([...document.errors, ...document.warnings] as YAMLParseError[]).map((error) => ({
    error,
    ...lines.linePos(error.pos[0]),
  }))
  // On one line, the first says it.
  const errors = all.filter(({ line }, index) => all.findIndex((other) => other.line === line) === index)
  return errors.slice(0, MAX_SYNTAX_FINDINGS).map(({ error, line, col }) => {
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

/** The text without a byte order mark, or the finding that it is not UTF-8. */
export function decodeYaml(file: string, content: string | Uint8Array): string | LocatedFinding {
  // A line may end with CR alone, which YAML does not know.
  const clean = (text: string) => text.replace(/^\uFEFF/, '').replace(/\r(?!\n)/g, '\n')
  if (typeof content === 'string') return clean(content)
  const text = clean(new TextDecoder().decode(content))
  // UTF-16 without a mark is valid UTF-8, with a NUL for every second character.
  const line = text.split('\n').findIndex((each) => each.includes('\uFFFD') || each.includes('\0')) + 1
  if (line === 0 || (!text.includes('\0') && isUtf8(content))) return text
  return {
    file,
    path: [],
    place: '',
    line,
    column: 1,
    problem: 'the file is not UTF-8: letters outside ASCII cannot be read',
    remedy: 'save the file as UTF-8 in your editor',
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

const MARKER = /^(?:<{7}|\|{7}|>{7})(?: .*)?$/

/** What a version control system writes where two changes met. A line of `=` alone may be a heading's in a block text. */
export function findMergeMarkers(file: string, text: string): LocatedFinding[] {
  const lines = text.split(/\r?\n/)
  if (!lines.some((line) => MARKER.test(line))) return []
  return lines.flatMap((line, index): LocatedFinding[] => {
    if (!MARKER.test(line) && line !== '=======') return []
    const problem = `line ${index + 1} is the mark of a merge conflict`
    const remedy = 'keep the version that is right, and delete the other with all marks'
    return [{ file, path: [], place: '', line: index + 1, column: 1, value: line, problem, remedy }]
  })
}

interface YamlFile {
  file: string
  text: string
  document: Document
  lines: LineCounter
  schema: v.GenericSchema
}

/** Aliases, where they are used. */
export function findAliases(file: string, document: Document, lines: LineCounter): LocatedFinding[] {
  const findings: LocatedFinding[] = []
  visit(document, {
    Alias(_, { source, range }) {
      const { line, col } = lines.linePos(range?.[0] ?? 0)
      findings.push({
        file,
        path: [],
        place: '',
        line,
        column: col,
        value: `*${source}`,
        problem: 'this is an alias to YAML',
        remedy: "write the value out here; put a text that begins with * in single quotes, '…'",
      })
    },
  })
  return findings
}

/** ` #` begins a comment, and what follows it in a text would be lost without a word. */
export function findLostText({ file, text, document, lines, schema }: YamlFile): LocatedFinding[] {
  const findings: LocatedFinding[] = []
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === 'key' || node.type !== 'PLAIN' || !node.range) return
      const comment = readCommentBehind(text, node)
      if (comment === undefined || !isText(schema, readPath(key, ancestors))) return
      const { line, col } = lines.linePos(node.range[0])
      findings.push({
        file,
        path: [],
        place: '',
        line,
        column: col,
        value: comment,
        problem: 'the text after # is a comment to YAML and would be lost',
        remedy: "put the whole text in single quotes, '…', or the comment on a line of its own",
      })
    },
  })
  return findings
}

/** On the same line; absent when there is none. */
function readCommentBehind(text: string, { range }: Scalar): string | undefined {
  const end = range?.[1] ?? 0
  const [rest = ''] = text.slice(end).split('\n', 1)
  return /^\s+(#.*?)\s*$/.exec(rest)?.[1]
}

/** Keys and indexes from the top of the document to the value that is visited. */
function readPath(key: unknown, ancestors: readonly unknown[]): Path {
  const path: (string | number)[] = []
  for (const [index, node] of ancestors.entries()) {
    const next = ancestors[index + 1]
    if (isPair(node)) path.push(isScalar(node.key) ? String(node.key.value) : '')
    else if (isSeq(node)) path.push(next === undefined ? Number(key) : node.items.indexOf(next))
  }
  return path
}

/** Whether the schema has a text for readers there. */
function isText(schema: v.GenericSchema, path: Path): boolean {
  const bare = unwrap(schema)
  const [key, ...rest] = path
  if (key === undefined) return bare === Text || bare.pipe?.[0] === Text
  const next = typeof key === 'number' ? bare.item : bare.entries?.[key]
  return next !== undefined && isText(next, rest)
}

interface Structure {
  entries?: Record<string, v.GenericSchema>
  item?: v.GenericSchema
  wrapped?: v.GenericSchema
  /** A description of a field wraps the schema of its values. */
  pipe?: readonly unknown[]
}

function unwrap(schema: v.GenericSchema): Structure {
  const structure = schema as Structure
  return structure.wrapped ? unwrap(structure.wrapped) : structure
}
