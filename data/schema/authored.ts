/** What an editor writes: one YAML file per kind. Strict: an unknown key is an error, not an extension. */
import * as v from 'valibot'
import {
  Article,
  CitedText,
  Correction,
  DateOrInterval,
  Event,
  HttpUrl,
  Id,
  LanguageTag,
  PartialDate,
  Party,
  Statement,
  Text,
  Unknown,
} from './entities.ts'

const LineNumber = v.pipe(
  v.number(),
  v.safeInteger('must be a whole number'),
  v.minValue(1, 'must be 1 or more: lines are counted from 1'),
)

const documentFields = v.strictObject({
  file: v.pipe(
    Text,
    v.check(
      (file) => !/^[/\\]|^[A-Za-z]:|\\/.test(file) && file.split('/').every((part) => !/^\.*$/.test(part)),
      'must be the name of a file inside the folder of sources',
    ),
  ),
  firstLine: LineNumber,
  lastLine: LineNumber,
})

/** Where `verify` finds an article's body in the saved document. Never published. */
export const SourceDocument = v.pipe(
  documentFields,
  v.forward(
    v.partialCheck(
      [['firstLine'], ['lastLine']],
      ({ firstLine, lastLine }) => firstLine <= lastLine,
      'must not be before firstLine',
    ),
    ['lastLine'],
  ),
)

export const AuthoredArticle = v.strictObject({ ...Article.entries, source: SourceDocument })

const { release: _, ...correctionFields } = Correction.entries
/** Without `release`: publishing adds the first release that contains the correction. */
const AuthoredCorrection = v.strictObject(correctionFields)

/** An id that was published and is no longer used. It is never reassigned. `movedTo` names the item that replaces it. */
const Retired = v.strictObject({ id: Id, date: PartialDate, reason: Text, movedTo: v.exactOptional(Id) })

function isPeriod(text: string): boolean {
  const [first = '', last = first] = text.split('/')
  return v.is(PartialDate, first) && v.is(PartialDate, last) && compareDates(first, last) <= 0
}

/** Compares at the precision that both dates have: 2007-05 and 2007-05-28 are equal. Returns -1, 0 or 1. */
export function compareDates(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  return one.slice(0, length) < other.slice(0, length) ? -1 : one.slice(0, length) === other.slice(0, length) ? 0 : 1
}

const AuthoredTopic = v.strictObject({
  id: Id,
  name: Text,
  alternateName: v.optional(v.array(Text), []),
  inLanguage: v.optional(LanguageTag, 'en'),
  abstract: v.pipe(v.array(CitedText), v.minLength(1, 'needs at least one sentence')),
  temporalCoverage: v.pipe(
    DateOrInterval,
    v.check(isPeriod, 'must be dates that exist in the calendar, the earlier first'),
  ),
  license: HttpUrl,
  attributionText: Text,
  reportUrl: v.exactOptional(HttpUrl),
  unknowns: v.optional(v.array(Unknown), []),
  corrections: v.optional(v.array(AuthoredCorrection), []),
  retired: v.optional(v.array(Retired), []),
})

const Parties = v.strictObject({ people: v.array(Party), organizations: v.array(Party) })

/** The five files of a topic's folder, by file name without `.yml`, in the order recommended for writing them. */
export const AUTHORED_FILES = {
  topic: AuthoredTopic,
  parties: Parties,
  articles: v.array(AuthoredArticle),
  events: v.array(Event),
  statements: v.array(Statement),
} as const

export type AuthoredFileName = keyof typeof AUTHORED_FILES
export const AUTHORED_FILE_NAMES = Object.keys(AUTHORED_FILES) as AuthoredFileName[]

export type SourceDocument = v.InferOutput<typeof SourceDocument>
export type AuthoredArticle = v.InferOutput<typeof AuthoredArticle>

/** A whole topic as authored. */
export type Authored = { [Name in AuthoredFileName]: v.InferOutput<(typeof AUTHORED_FILES)[Name]> }
