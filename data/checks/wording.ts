/** Checks the wording of our own sentences: the words in `language.yml`, and style. */

import * as v from 'valibot'
import { countWords, MAX_LEDE_WORDS } from '../build/topic.ts'
import type { Authored } from '../schema/authored.ts'
import { type Party, type Statement, Text } from '../schema/entities.ts'
import { dropQuotations, listNames, listSpeakers } from './claims.ts'
import type { Finding } from './finding.ts'
import { isEveryTextReadable, listTexts, type PlacedText } from './texts.ts'

/** Sentences of the abstract in the lede: what happened, and why it matters or what is missing. */
const LEDE_SENTENCES = 2

/** Two capital letters or more, such as `VOA` or `MNF-I`. */
const ABBREVIATION = /(?<![\p{L}\p{N}])\p{Lu}[\p{Lu}-]*\p{Lu}(?![\p{L}\p{N}])/gu

/** Warns of repetition, long ledes, unexplained abbreviations, and “reported” used for an editorial. Never an error. */
export function checkWording(authored: Authored, { abbreviations }: Language): Finding[] {
  return [
    ...authored.statements.flatMap((statement, index) => checkRepetition(statement, index, authored)),
    ...checkLede(authored),
    ...checkAbbreviations(authored, abbreviations),
    ...checkReported(authored),
  ].map((finding) => ({ ...finding, severity: 'warning' }))
}

/** Speaker and outlet should each be named once; `Voice of America (VOA)` counts as one name. */
function checkRepetition(statement: Statement, index: number, authored: Authored): Finding[] {
  const text = dropQuotations(statement.text)
  const all = listSpeakers(statement, authored).map(({ names }) => names)
  const every = all.flat()
  return all.flatMap((names): Finding[] => {
    const found = findNames(text, every).filter(({ name }) => names.includes(name))
    const said = found.filter(({ name, at }, i) => {
      const before = found[i - 1]
      return !before || text.slice(before.at + before.name.length, at + name.length) !== ` (${name}`
    })
    if (said.length < 2) return []
    const problem = `the text names ${names[0]} ${said.length} times`
    const remedy = 'name speaker and outlet once each, or write he, she or it'
    return [{ file: 'statements.yml', path: [index, 'text'], problem, remedy }]
  })
}

/** Finds all occurrences of the names; where several match, the longest. */
function findNames(text: string, names: string[]): { name: string; at: number }[] {
  const choices = names.toSorted((a, b) => b.length - a.length).map(escapePattern)
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${choices.join('|')})(?![\\p{L}\\p{N}])`, 'gu')
  return [...text.matchAll(pattern)].map((match) => ({ name: match[0], at: match.index }))
}

function checkLede({ topic }: Authored): Finding[] {
  const first = topic.abstract.slice(0, LEDE_SENTENCES)
  const words = first.reduce((sum, { text }) => sum + countWords(text), 0)
  if (words <= MAX_LEDE_WORDS) return []
  const problem = `the abstract’s first ${first.length} sentences have ${words} words; a compact box shows ${MAX_LEDE_WORDS}`
  const remedy = 'say there who met or acted, why it matters and what is missing, and leave the rest to later sentences'
  return [{ file: 'topic.yml', path: ['abstract', 0, 'text'], problem, remedy }]
}

/** Reports each abbreviation once per topic, at its first occurrence. */
function checkAbbreviations(authored: Authored, known: string[]): Finding[] {
  // An unreadable text may spell it out.
  if (!isEveryTextReadable(authored)) return []
  const texts = listTexts(authored)
  const parties = [...authored.parties.people, ...authored.parties.organizations]
  const first = new Map<string, PlacedText>()
  for (const placed of texts) {
    for (const [abbreviation] of placed.text.matchAll(ABBREVIATION)) {
      if (!first.has(abbreviation) && !known.includes(abbreviation)) first.set(abbreviation, placed)
    }
  }
  return [...first]
    .filter(([abbreviation]) => !texts.some(({ text }) => isExpanded(abbreviation, text, parties)))
    .map(([abbreviation, { file, path }]) => ({
      file,
      path,
      problem: `${abbreviation} is never spelled out`,
      remedy: `write the whole name with (${abbreviation}) after it at its first occurrence, or add it to abbreviations in language.yml`,
    }))
}

/** True for `Voice of America (VOA)`: the name of a party, or words with these initials, precede the abbreviation. */
function isExpanded(abbreviation: string, text: string, parties: Party[]): boolean {
  const end = text.indexOf(` (${abbreviation})`)
  if (end === -1) return false
  const before = text.slice(0, end)
  const isNamed = parties.some((party) => listNames(party, false).some((name) => before.endsWith(name)))
  const letters = abbreviation.replaceAll('-', '')
  const initials = [...letters].map((letter) => `${letter}\\p{L}*`).join('[^\\p{L}]+(?:\\p{Ll}+ )*')
  return isNamed || new RegExp(`(?<!\\p{L})${initials}$`, 'iu').test(before)
}

/** An editorial states a view: it “says”, it does not “report”. */
function checkReported(authored: Authored): Finding[] {
  const { articles, parties } = authored
  const names = articles
    .filter(({ genre }) => genre === 'editorial')
    .flatMap(({ publisher }) => {
      const outlet = parties.organizations.find(({ name }) => name === publisher)
      return [publisher, ...listNames(outlet, false)].filter((name) => name !== '')
    })
  if (names.length === 0) return []
  const outlets = names.map(escapePattern).join('|')
  const pattern = new RegExp(`(?:(?:${outlets})(?:[’']s)?|editorial)(?: (?:has|had|also))* reported(?!\\p{L})`, 'iu')
  return listTexts(authored)
    .filter(({ text }) => pattern.test(text))
    .map(({ file, path }) => ({
      file,
      path,
      problem: 'an editorial states a view and does not report',
      remedy: 'write said, and editorial: “VOA’s editorial said”',
    }))
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

const WELL_KNOWN = ['US', 'UK', 'EU', 'UN']

/** `language.yml`: words that editors do not use in their own voice. Editors extend it. */
export const Language = v.strictObject({
  /** Verbs that imply that a statement is true. */
  factive: v.array(Text),
  /** Words that take a side, and what to write instead. */
  loaded: v.array(v.strictObject({ word: Text, instead: Text })),
  /** Known to every reader, so they need not be spelled out. */
  abbreviations: v.optional(v.array(Text), WELL_KNOWN),
})
export type Language = v.InferOutput<typeof Language>

export const NO_WORDS: Language = { factive: [], loaded: [], abbreviations: WELL_KNOWN }

/**
 * A factive verb in a `reported` statement is an error; other factive verbs and loaded words are warnings. Ignores words in
 * quotation marks: they are the speaker's.
 */
export function checkLanguage(authored: Authored, { factive, loaded }: Language): Finding[] {
  return listTexts(authored).flatMap(({ text: whole, file, path }) => {
    const text = dropQuotations(whole)
    const isReported = file === 'statements.yml' && authored.statements[Number(path[0])]?.status === 'reported'
    const verbs = factive
      .filter((word) => hasWord(text, word))
      .map(
        (word): Finding => ({
          file,
          path,
          problem: `“${word}” implies that the statement is true`,
          remedy: 'write said, told or according to',
          ...(!isReported && { severity: 'warning' }),
        }),
      )
    const words = loaded
      .filter(({ word }) => hasWord(text, word))
      .map(
        ({ word, instead }): Finding => ({
          file,
          path,
          problem: `“${word}” may take a side`,
          remedy: `write ${instead}, or say whose word it is`,
          severity: 'warning',
        }),
      )
    return [...verbs, ...words]
  })
}

function hasWord(text: string, word: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}])${escapePattern(word)}(?![\\p{L}\\p{N}])`, 'iu').test(text)
}
