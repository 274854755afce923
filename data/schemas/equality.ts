/** Compiles only while the schemas and the interfaces of wire.ts and list-rows.ts say the same, field by field. */
import type * as v from 'valibot'
import type * as lists from '../list-rows.ts'
import type * as wire from '../wire.ts'
import type * as box from './box-schemas.ts'
import type * as history from './history-schemas.ts'
import type * as rows from './row-schemas.ts'
import type * as published from './wire-schemas.ts'

type Schemas = typeof published & typeof box & typeof rows & typeof history
type Shapes = { [Name in keyof Schemas]: Schemas[Name] extends v.GenericSchema ? v.InferOutput<Schemas[Name]> : never }

/** Equal in every field, in its type, and in whether it may be absent. */
type IsEqual<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

interface Interfaces {
  Correction: wire.Correction
  Topic: wire.Topic
  TopicRow: wire.TopicRow
  EventRow: lists.EventRow
  ArticleRow: lists.ArticleRow
  Box: wire.Box
  BoxCitation: wire.BoxCitation
  BoxCitedText: wire.BoxCitedText
  BoxReference: wire.BoxReference
  BoxFact: wire.BoxFact
  BoxEvent: wire.BoxEvent
  BoxMark: wire.BoxMark
  BoxTimeline: wire.BoxTimeline
  BoxMoment: wire.BoxMoment
  BoxStrip: wire.BoxStrip
  BoxRoom: wire.BoxRoom
  BoxCounts: wire.BoxCounts
  BoxStatement: wire.BoxStatement
  BoxClaimant: wire.BoxClaimant
  BoxGroup: wire.BoxGroup
  BoxParty: wire.BoxParty
  BoxUnknown: wire.BoxUnknown
  BoxArticle: wire.BoxArticle
  ChangedField: wire.ChangedField
  Change: wire.Change
  Changes: wire.Changes
  ReleaseRow: wire.ReleaseRow
  Problem: wire.Problem
}

type Drifted = {
  [Name in keyof Shapes]: Name extends keyof Interfaces
    ? IsEqual<Shapes[Name], Interfaces[Name]> extends true
      ? never
      : Name
    : Name
}[keyof Shapes]

type None<Names extends never> = Names
/** The compiler names here what has drifted. */
export type NothingHasDrifted = None<Drifted>
