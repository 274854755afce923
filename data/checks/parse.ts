/**
 * Parses authored YAML into a topic. Collects the problems of all files, each with its place; never stops at the first.
 * Pure: takes the content of the files, reads nothing.
 */
import * as v from 'valibot'
import { type Document, isScalar, LineCounter, parseDocument } from 'yaml'
import { AUTHORED_FILE_NAMES, AUTHORED_FILES, type Authored, type AuthoredFileName } from '../schema/authored.ts'
import { describePath, type Finding, type LocatedFinding, type Path } from './finding.ts'
import { readTopic, type Validated } from './readable.ts'
import { decodeYaml, findAliases, findLostText, findMergeMarkers, findSyntaxErrors } from './yaml-syntax.ts'

const MAX_SHOWN_VALUE = 60

export const fileName = (name: AuthoredFileName) => `${name}.yml`

export interface Parsed {
  /** Absent if there is any finding. */
  authored?: Authored
  /** The topic as far as it can be read; the same as `authored` if there is no finding. */
  readable: Authored
  findings: LocatedFinding[]
  /** Adds the place to a finding of a later check. */
  locate: (finding: Finding) => LocatedFinding
}

/** Parses the five files, given by name without `.yml`, as bytes or decoded. A missing file is a finding. */
export function parseTopic(contents: Partial<Record<AuthoredFileName, string | Uint8Array>>): Parsed {
  const files = new Map(AUTHORED_FILE_NAMES.map((name) => [fileName(name), parseFile(name, contents[name])]))
  const findings = [...files.values()].flatMap((file) => file.findings)
  const locate = (finding: Finding) => files.get(finding.file)?.locate(finding) ?? locateAtTop(finding)
  const readable = readTopic(
    new Map(
      AUTHORED_FILE_NAMES.flatMap((name) => {
        const validated = files.get(fileName(name))?.validated
        return validated ? [[name, validated]] : []
      }),
    ),
  )
  return { ...(findings.length === 0 && { authored: readable }), readable, findings, locate }
}

function locateAtTop(finding: Finding): LocatedFinding {
  return { ...finding, place: '', line: 1, column: 1 }
}

interface ParsedFile {
  /** Absent if the file cannot be parsed. */
  validated?: Validated
  findings: LocatedFinding[]
  locate: (finding: Finding) => LocatedFinding
}

function parseFile(name: AuthoredFileName, bytes: string | Uint8Array | undefined): ParsedFile {
  const file = fileName(name)
  if (bytes === undefined) {
    const missing = { file, path: [], problem: 'the file is missing', remedy: `create ${file}` }
    return { findings: [locateAtTop(missing)], locate: locateAtTop }
  }
  const text = decodeYaml(file, bytes)
  if (typeof text !== 'string') return { findings: [text], locate: locateAtTop }
  const conflicts = findMergeMarkers(file, text)
  if (conflicts.length > 0) return { findings: conflicts, locate: locateAtTop }
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    version: '1.2',
    customTags: [],
    stringKeys: true,
  })
  const locate = (finding: Finding) => locateInDocument(finding, document, lines)
  const syntax = findSyntaxErrors(file, text, document, lines)
  if (syntax.length > 0) return { findings: syntax, locate }
  // No topic needs aliases. Refusing all of them prevents alias bombs (“billion laughs”).
  const aliases = findAliases(file, document, lines)
  if (aliases.length > 0) return { findings: aliases, locate }
  const content: unknown = document.toJS()
  // Reports only the first problem of each value.
  const result = v.safeParse(AUTHORED_FILES[name] as v.GenericSchema, content, { abortPipeEarly: true })
  const issues = result.issues ?? []
  const findings = describeIssues(file, issues, document).map(locate)
  const found = [...findings, ...findLostText({ file, text, document, lines, schema: AUTHORED_FILES[name] })]
  return { validated: { content: result.success ? result.output : content, issues }, findings: found, locate }
}

function describeIssues(file: string, issues: Validated['issues'], document: Document): Finding[] {
  const found = new Map<string, Finding>()
  for (const issue of issues) {
    // Valibot accepts a list as an object and reports every key as missing: report the list once instead.
    const owner = issue.path?.at(-1)?.input
    const isOfKey = issue.received === 'undefined' || issue.expected === 'never'
    const isList = issue.type === 'strict_object' && isOfKey && Array.isArray(owner)
    const described = isList ? describeList(issue) : describeIssue(issue, document)
    found.set(`${described.path.join()} ${described.problem}`, { file, ...described })
  }
  return [...found.values()]
}

const pathOf = (issue: v.BaseIssue<unknown>) => (issue.path ?? []).map((item) => item.key as string | number)

/** As an editor would say it: an item of a list by its number, counted from 1. */
const describeKey = (key: string | number | undefined) =>
  key === undefined ? 'the file' : typeof key === 'number' ? `item ${key + 1}` : key

function describeList(issue: v.BaseIssue<unknown>): Omit<Finding, 'file'> {
  const path = pathOf(issue).slice(0, -1)
  return { path, problem: `${describeKey(path.at(-1))} is a list`, remedy: 'give it keys and values' }
}

function describeIssue(issue: v.BaseIssue<unknown>, document: Document): Omit<Finding, 'file'> {
  const path = pathOf(issue)
  const last = path.at(-1)
  const key = describeKey(last)
  const hint = readToDo(issue.input)
  if (hint !== undefined) {
    const expected = hint === '' || issue.type === 'picklist' ? describeExpected(issue) : hint
    return { path, problem: `${key} is still to do`, remedy: `replace the brackets with ${expected}` }
  }
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return { path, problem: `${key} is not a known field`, remedy: `remove ${key}, or correct its spelling` }
  }
  if (issue.received === 'undefined') {
    return { path, problem: `${key} is missing`, remedy: `add ${key}: ${describeExpected(issue)}` }
  }
  if (issue.input === null) {
    const remedy = issue.path ? `write ${describeExpected(issue)} there, or remove ${key}` : 'write what it is to hold'
    return { path, problem: `${key} is empty`, remedy }
  }
  if (issue.kind === 'validation') {
    return { path, problem: issue.message, remedy: `correct ${key}` }
  }
  if (issue.expected === 'string' && ['number', 'boolean'].includes(typeof issue.input)) {
    const problem = `YAML reads this as ${typeof issue.input === 'number' ? 'a number' : 'yes or no'}, but ${key} is a text`
    return { path, problem, remedy: `put it in quotes: ${describeQuoted(last, readSource(document, path))}` }
  }
  const isQuoted = typeof issue.input === 'string' && String(readYaml(issue.input)) === issue.input
  if (isQuoted && ['number', 'literal'].includes(issue.type) && typeof readYaml(issue.input) !== 'string') {
    return {
      path,
      problem: 'to YAML this is a text, because it stands in quotes',
      remedy: `write ${key}: ${issue.input}`,
    }
  }
  if (issue.type === 'literal') {
    return {
      path,
      problem: `${key} can only be ${issue.expected}`,
      remedy: `write ${key}: ${issue.expected}, or remove ${key}`,
    }
  }
  const problem = issue.type === 'picklist' ? `there is no such ${key}` : `${key} has the wrong form`
  return { path, problem, remedy: `give it ${describeExpected(issue)}` }
}

/** Parses a text as if it had no quotes. */
const readYaml = (text: string): unknown => parseDocument(text).toJS()

/** An item of a list has no key of its own. */
const describeQuoted = (key: string | number | undefined, value: string) =>
  typeof key === 'string' ? `${key}: '${value}'` : `'${value}'`

/** Returns the value as written in the file: YAML drops leading zeros of a number. Pads a year to four digits. */
function readSource(document: Document, path: Path): string {
  const node = document.getIn(path, true)
  const source = isScalar(node) ? (node.source ?? String(node.value)) : String(node)
  return /date$/i.test(String(path.at(-1))) && /^\d+$/.test(source) ? source.padStart(4, '0') : source
}

/** Returns the hint of a placeholder such as `[to do, the outlet]` in a draft or new topic. Empty for `[to do]`. */
function readToDo(value: unknown): string | undefined {
  return Array.isArray(value) && value[0] === 'to do' ? value.slice(1).join(', ') : undefined
}

function describeExpected(issue: v.BaseIssue<unknown>): string {
  const expected = issue.expected ?? ''
  if (issue.type === 'picklist') return `one of ${expected.replace(/[()"]/g, '').replaceAll(' | ', ', ')}`
  // For a missing key of a strict object, `expected` is the key's own name.
  if (issue.type === 'strict_object' && expected.startsWith('"')) return 'a value'
  const names: Record<string, string> = {
    Array: 'a list',
    Object: 'keys and values',
    string: 'a text',
    number: 'a number',
  }
  return names[expected] ?? expected
}

function locateInDocument(finding: Finding, document: Document, lines: LineCounter): LocatedFinding {
  const place = describePath(finding.path, (path) => document.getIn([...path, 'id']))
  // A missing key has no place of its own: its nearest parent that exists has.
  for (let length = finding.path.length; length > 0; length--) {
    const node = document.getIn(finding.path.slice(0, length), true) as { range?: [number, number, number] } | undefined
    if (!node?.range) continue
    const { line, col } = lines.linePos(node.range[0])
    const located = { ...finding, place, line, column: col }
    return length === finding.path.length
      ? { ...located, value: showValue(readValue(document, finding.path)) }
      : located
  }
  return { ...finding, place, line: 1, column: 1 }
}

/** The value to show. Of a number, its source text: parsing drops zeros and rounds long digits. */
function readValue(document: Document, path: Path): unknown {
  const value = document.getIn(path)
  return typeof value === 'number' ? readSource(document, path) : value
}

/** What nobody sees, and what turns the direction of what follows. */
const INVISIBLE = /(?![\u200c-\u200f])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|^\s|\s$/gu

/** Returns the value on one line, shortened, with invisible characters as codes. */
function showValue(value: unknown): string {
  const whole = (typeof value === 'string' ? value : JSON.stringify(value)) ?? ''
  const text = whole.replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
  return text.length > MAX_SHOWN_VALUE ? `${text.slice(0, MAX_SHOWN_VALUE - 1)}…` : text
}
