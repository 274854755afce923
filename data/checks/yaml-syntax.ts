/** Finds YAML errors, in words for editors, and mistakes that are valid YAML. Pure. */
import type * as v from 'valibot'
import { type Document, isPair, isScalar, isSeq, type LineCounter, type Scalar, visit, type YAMLParseError } from 'yaml'
import { Text } from '../schema/entities.ts'
import type { LocatedFinding, Path } from './finding.ts'
import {
  ALIAS_WORDS,
  ANCHOR_WORDS,
  COMMENT_WORDS,
  OTHER_REMEDY,
  readWords,
  TOO_DEEP_WORDS,
  WORDS,
  type Words,
} from './yaml-words.ts'

/** After one mistake, the parser reports many errors. */
const MAX_SYNTAX_FINDINGS = 3

/** Deeper nesting could exhaust the stack of the recursive parser; no topic needs it. */
const TOO_DEEP = /(?:[[{]\s*){50}/

/** Creates a finding by line and column, for text that is not parsed yet. */
function findAt(file: string, line: number, column: number, words: Words & { value?: string }): LocatedFinding {
  return { file, path: [], place: '', line, column, ...words }
}

/** Finds tabs, because they make the parser's messages misleading; without tabs, returns the parser's first few errors. */
export function findSyntaxErrors(file: string, text: string, document: Document, lines: LineCounter): LocatedFinding[] {
  const depth = text.search(TOO_DEEP)
  if (depth >= 0) {
    const { line, col } = lines.linePos(depth)
    return [findAt(file, line, col, TOO_DEEP_WORDS)]
  }
  // A directive could select an older YAML version, which reads more texts as dates or as yes and no.
  if (document.directives?.yaml.explicit === true) return [findAt(file, 1, 1, WORDS.BAD_DIRECTIVE)]
  const tabs = text.split('\n').flatMap((line, index) => {
    const tab = /^ *\t/.exec(line)
    const words = { problem: 'the line is indented with a tab', remedy: 'replace the tab with spaces, two per level' }
    return tab ? [findAt(file, index + 1, tab[0].length, words)] : []
  })
  if (tabs.length > 0) return tabs
  const all = ([...document.errors, ...document.warnings] as YAMLParseError[]).map((error) => ({
    error,
    ...lines.linePos(error.pos[0]),
  }))
  // Only the first error of each line.
  const errors = all.filter(({ line }, index) => all.findIndex((other) => other.line === line) === index)
  return errors.slice(0, MAX_SYNTAX_FINDINGS).map(({ error, line, col }) => {
    const better = explain(error, text, document, lines)
    if (better) return findAt(file, better.line, better.col, better.words)
    const said = error.message.split(/ at line |\n/)[0] ?? error.message
    return findAt(file, line, col, readWords(error.code) ?? { problem: said, remedy: OTHER_REMEDY })
  })
}

interface Explained {
  line: number
  col: number
  words: Words
}

/** Finds the editor's mistake behind a parser error. Absent where the parser's own words are as good. */
function explain(
  { code, pos: [at] }: YAMLParseError,
  text: string,
  document: Document,
  lines: LineCounter,
): Explained | undefined {
  const { line, col } = lines.linePos(at)
  const [rest = ''] = text.slice(at).split('\n', 1)
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  // A text with a colon in it, or a key below it that is indented too far.
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && !/:(?: |$)/.test(rest)) {
    const below = /\n *(?=[^\s#])/.exec(text.slice(at))
    const next = below && lines.linePos(at + below.index + below[0].length)
    return next ? { line: next.line, col: next.col, words: WORDS.BAD_INDENT } : undefined
  }
  if (code === 'MISSING_CHAR') {
    const start = findOpenQuote(document, at)
    return start === undefined ? undefined : { ...lines.linePos(start), words: WORDS.OPEN_QUOTE }
  }
  if (code !== 'UNEXPECTED_TOKEN') return undefined
  if (/["']\s*$/.test(before)) return { line, col, words: WORDS.BEHIND_QUOTE }
  return (/: *$/.test(before) && /^- /.test(rest)) || /: *[>|][-+\d]* *$/.test(before)
    ? { line, col, words: WORDS.LIST_AS_TEXT }
    : undefined
}

/** Returns the offset of the quoted text that reaches to `at`. */
function findOpenQuote(document: Document, at: number): number | undefined {
  let start: number | undefined
  visit(document, {
    Scalar(_, { type, range }) {
      if ((type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') && range && range[0] < at && range[2] >= at)
        start = range[0]
    },
  })
  return start
}

/** The text without a byte order mark, or the finding that it is not UTF-8. */
export function decodeYaml(file: string, content: string | Uint8Array): string | LocatedFinding {
  // YAML does not accept CR without LF as the end of a line.
  const clean = (text: string) => text.replace(/^\uFEFF/, '').replace(/\r(?!\n)/g, '\n')
  if (typeof content === 'string') return clean(content)
  const text = clean(new TextDecoder().decode(content))
  // UTF-16 without a byte order mark is often valid UTF-8, with NUL as every second character.
  const line = text.split('\n').findIndex((each) => each.includes('\uFFFD') || each.includes('\0')) + 1
  if (line === 0 || (!text.includes('\0') && isUtf8(content))) return text
  return findAt(file, line, 1, {
    problem: 'the file is not UTF-8: letters outside ASCII cannot be read',
    remedy: 'save the file as UTF-8 in your editor',
  })
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

/** Finds merge conflict markers. A line of `=` counts only if there are other markers: it may be part of a block text. */
export function findMergeMarkers(file: string, text: string): LocatedFinding[] {
  const lines = text.split(/\r?\n/)
  if (!lines.some((line) => MARKER.test(line))) return []
  return lines.flatMap((line, index): LocatedFinding[] => {
    if (!MARKER.test(line) && line !== '=======') return []
    const problem = `line ${index + 1} is a merge conflict marker`
    const remedy = 'keep the right version, and delete the other one and all markers'
    return [findAt(file, index + 1, 1, { value: line, problem, remedy })]
  })
}

interface YamlFile {
  file: string
  text: string
  document: Document
  lines: LineCounter
  schema: v.GenericSchema
}

/** Aliases, where they are used, and anchors, which YAML takes out of a text. */
export function findAliases(file: string, document: Document, lines: LineCounter): LocatedFinding[] {
  const findings: LocatedFinding[] = []
  const used = new Set<string>()
  visit(document, {
    Alias(_, { source }) {
      used.add(source)
    },
  })
  visit(document, {
    Value(_, { anchor, range }) {
      if (anchor === undefined || used.has(anchor)) return
      const { line, col } = lines.linePos(range?.[0] ?? 0)
      findings.push(findAt(file, line, col, { value: `&${anchor}`, ...ANCHOR_WORDS }))
    },
    Alias(_, { source, range }) {
      const { line, col } = lines.linePos(range?.[0] ?? 0)
      findings.push(findAt(file, line, col, { value: `*${source}`, ...ALIAS_WORDS }))
    },
  })
  return findings
}

/** Finds unquoted texts that contain ` #`: YAML would silently drop the rest as a comment. */
export function findLostText({ file, text, document, lines, schema }: YamlFile): LocatedFinding[] {
  const findings: LocatedFinding[] = []
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === 'key' || node.type !== 'PLAIN' || !node.range) return
      const comment = readCommentBehind(text, node)
      if (comment === undefined || !isText(schema, readPath(key, ancestors))) return
      const { line, col } = lines.linePos(node.range[0])
      findings.push(findAt(file, line, col, { value: comment, ...COMMENT_WORDS }))
    },
  })
  return findings
}

/** Returns the comment after a value on the same line, if there is one. */
function readCommentBehind(text: string, { range }: Scalar): string | undefined {
  const end = range?.[1] ?? 0
  const [rest = ''] = text.slice(end).split('\n', 1)
  return /^\s+(#.*?)\s*$/.exec(rest)?.[1]
}

/** Returns the keys and indexes from the top of the document to the visited value. */
function readPath(key: unknown, ancestors: readonly unknown[]): Path {
  const path: (string | number)[] = []
  for (const [index, node] of ancestors.entries()) {
    const next = ancestors[index + 1]
    if (isPair(node)) path.push(isScalar(node.key) ? String(node.key.value) : '')
    else if (isSeq(node)) path.push(next === undefined ? Number(key) : node.items.indexOf(next))
  }
  return path
}

/** Returns whether the schema has a `Text` at the path. */
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
  /** Present if the field has its own description: its first item is then the schema of the value. */
  pipe?: readonly unknown[]
}

function unwrap(schema: v.GenericSchema): Structure {
  const structure = schema as Structure
  return structure.wrapped ? unwrap(structure.wrapped) : structure
}
