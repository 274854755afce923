/** The published shapes of wire.ts as valibot schemas; `equality.ts` makes the compiler compare the two. */
import * as v from 'valibot'
import { AuthoredTopic } from '../authored.ts'
import {
  Article,
  Correction as AuthoredCorrection,
  CitedText,
  Event,
  Id,
  LanguageTag,
  Party,
  Statement,
  Text,
  Unknown,
} from '../entities.ts'
import { ReleaseNumber, Time } from './scalars.ts'
import { STAMP } from './stamp.ts'

export const Correction = v.strictObject({ ...AuthoredCorrection.entries, release: ReleaseNumber })

export const Topic = v.strictObject({
  id: Id,
  name: Text,
  alternateName: v.array(Text),
  inLanguage: LanguageTag,
  abstract: v.array(CitedText),
  temporalCoverage: AuthoredTopic.entries.temporalCoverage,
  events: v.array(Event),
  statements: v.array(Statement),
  people: v.array(Party),
  organizations: v.array(Party),
  articles: v.array(Article),
  unknowns: v.array(Unknown),
  corrections: v.array(Correction),
  ...STAMP,
})

export const TopicRow = v.strictObject({
  id: Id,
  name: Text,
  temporalCoverage: AuthoredTopic.entries.temporalCoverage,
  release: ReleaseNumber,
  datePublished: Time,
  dateModified: Time,
})
