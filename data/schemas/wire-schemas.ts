/** The published shapes of wire.ts as valibot schemas; `equality.ts` makes the compiler compare the two. */
import * as v from 'valibot'
import { AuthoredTopic } from '../authored.ts'
import {
  Article,
  Correction as AuthoredCorrection,
  CitedText,
  Event,
  HttpUrl,
  Id,
  Party,
  Statement,
  Text,
  Unknown,
} from '../entities.ts'
import { Draft, ReleaseNumber, Time } from './scalars.ts'

export const Correction = v.strictObject({ ...AuthoredCorrection.entries, release: ReleaseNumber })

/** What the whole topic and its box both say of the release that they are of. */
const STAMP = {
  release: ReleaseNumber,
  datePublished: Time,
  dateModified: Time,
  license: HttpUrl,
  attributionText: Text,
  draft: Draft,
}

export const Topic = v.strictObject({
  id: Id,
  name: Text,
  alternateName: v.array(Text),
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

export const BoxCitation = v.strictObject({ article: Id, textFragment: v.exactOptional(v.string()) })

export const BoxCitedText = v.strictObject({ text: Text, citations: v.array(BoxCitation) })

export const BoxEvent = v.strictObject({ ...Event.entries, citations: v.array(BoxCitation) })

export const BoxStatement = v.strictObject({
  ...v.omit(Statement, ['about']).entries,
  citations: v.array(BoxCitation),
})

export const BoxParty = v.strictObject({ id: Id, name: Text, alternateName: v.array(Text), roles: v.array(Text) })

export const BoxArticle = v.strictObject({
  ...v.omit(Article, ['textDigest']).entries,
  summary: v.array(BoxCitedText),
})

export const Box = v.strictObject({
  topic: Id,
  name: Text,
  abstract: v.array(BoxCitedText),
  temporalCoverage: AuthoredTopic.entries.temporalCoverage,
  events: v.array(BoxEvent),
  statements: v.array(BoxStatement),
  people: v.array(BoxParty),
  organizations: v.array(BoxParty),
  articles: v.array(BoxArticle),
  unknowns: v.array(Unknown),
  corrections: v.array(Correction),
  ...STAMP,
})
