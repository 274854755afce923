/** What an editor writes: one YAML file a kind, strict (an unknown key is a mistake, not an extension). */
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

/** Where `verify` finds an article's body in the saved document. Never published. */
export const SourceDocument = v.strictObject({
  file: v.pipe(
    Text,
    v.check(
      (file) => !/^[/\\]|^[A-Za-z]:|\\/.test(file) && file.split('/').every((part) => !/^\.*$/.test(part)),
      'must be the name of a file inside the folder of sources',
    ),
  ),
  firstLine: v.pipe(v.number(), v.integer(), v.minValue(1)),
  lastLine: v.pipe(v.number(), v.integer(), v.minValue(1)),
})

export const AuthoredArticle = v.strictObject({ ...Article.entries, source: SourceDocument })

const { release: _, ...correctionFields } = Correction.entries
/** Publishing adds the release that first carries it. */
const AuthoredCorrection = v.strictObject(correctionFields)

/** An id that was published and is no longer in use: never reassigned. `movedTo` names the item that took its place. */
const Retired = v.strictObject({ id: Id, date: PartialDate, reason: Text, movedTo: v.exactOptional(Id) })

const AuthoredTopic = v.strictObject({
  id: Id,
  name: Text,
  alternateName: v.optional(v.array(Text), []),
  inLanguage: v.optional(LanguageTag, 'en'),
  abstract: v.pipe(v.array(CitedText), v.minLength(1, 'needs at least one sentence')),
  temporalCoverage: DateOrInterval,
  license: HttpUrl,
  attributionText: Text,
  reportUrl: v.exactOptional(HttpUrl),
  unknowns: v.optional(v.array(Unknown), []),
  corrections: v.optional(v.array(AuthoredCorrection), []),
  retired: v.optional(v.array(Retired), []),
})

const Parties = v.strictObject({ people: v.array(Party), organizations: v.array(Party) })

/** The five files of a topic's folder, by file name without `.yml`, in the order in which they are best written. */
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
