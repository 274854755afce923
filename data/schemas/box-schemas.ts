/** The published shapes of a box, as valibot schemas; `equality.ts` makes the compiler compare them with wire.ts. */
import * as v from 'valibot'
import { AuthoredTopic } from '../authored.ts'
import { Article, Event, Id, LanguageTag, PartialDate, Statement, Text, Unknown } from '../entities.ts'
import { STAMP } from './stamp.ts'
import { Correction } from './wire-schemas.ts'

/** In percent of the drawing's width; a span may begin or end outside it. */
const Percent = v.number()

const DATED = v.pick(Event, ['id', 'name', 'startDate', 'endDate', 'datePrecision']).entries

export const BoxReference = v.strictObject({ id: Id, name: Text })

export const BoxCitation = v.strictObject({ article: Id, name: Text, url: v.string() })

export const BoxCitedText = v.strictObject({
  text: Text,
  note: v.exactOptional(Text),
  citations: v.array(BoxCitation),
})

export const BoxFact = v.strictObject({
  term: v.picklist(['what', 'part of', 'where', 'who', 'outcome', 'date basis']),
  values: v.array(BoxCitedText),
})

export const BoxEvent = v.strictObject({ ...DATED, facts: v.array(BoxFact) })

export const BoxMark = v.strictObject({
  ...DATED,
  shape: v.picklist(['major', 'minor', 'span', 'undated']),
  from: v.exactOptional(Percent),
  to: v.exactOptional(Percent),
})

export const BoxTimeline = v.strictObject({
  unit: v.picklist(['day', 'month', 'year']),
  dated: v.array(BoxMark),
  undated: v.array(BoxMark),
  labels: v.array(v.strictObject({ date: PartialDate, at: Percent })),
  gaps: v.array(v.strictObject({ from: Percent, to: Percent, days: v.number() })),
})

export const BoxMoment = v.strictObject(DATED)

export const BoxStrip = v.strictObject({
  first: BoxMoment,
  last: BoxMoment,
  days: v.exactOptional(v.number()),
  between: v.array(v.number()),
})

export const BoxRoom = v.strictObject({ px: v.number(), percent: v.number() })

export const BoxCounts = v.strictObject({
  events: v.number(),
  parties: v.number(),
  articles: v.number(),
  unknowns: v.number(),
  corrections: v.number(),
})

export const BoxStatement = v.strictObject({
  id: Id,
  text: Text,
  event: v.exactOptional(BoxReference),
  claimant: v.exactOptional(BoxReference),
  quote: v.exactOptional(
    v.strictObject({ text: Text, inLanguage: LanguageTag, spokenBy: v.exactOptional(BoxReference) }),
  ),
  citations: v.array(BoxCitation),
})

export const BoxClaimant = v.strictObject({ ...BoxReference.entries, roleName: Text })

export const BoxGroup = v.strictObject({
  status: Statement.entries.status,
  count: v.number(),
  parts: v.array(v.strictObject({ claimant: v.exactOptional(BoxClaimant), statements: v.array(BoxStatement) })),
})

export const BoxParty = v.strictObject({ id: Id, name: Text, alternateName: v.array(Text), roles: v.array(Text) })

export const BoxArticle = v.strictObject({
  ...v.omit(Article, ['dateline', 'dateBasis', 'summary', 'textDigest']).entries,
  name: Text,
  dateNote: v.exactOptional(Text),
  summary: v.array(BoxCitedText),
})

export const BoxUnknown = v.strictObject({
  ...v.omit(Unknown, ['event']).entries,
  event: v.exactOptional(BoxReference),
})

export const Box = v.strictObject({
  topic: Id,
  item: v.exactOptional(Id),
  name: Text,
  inLanguage: LanguageTag,
  abstract: v.array(BoxCitedText),
  lede: v.number(),
  temporalCoverage: AuthoredTopic.entries.temporalCoverage,
  strip: v.exactOptional(BoxStrip),
  timeline: v.exactOptional(BoxTimeline),
  events: v.array(BoxEvent),
  groups: v.array(BoxGroup),
  parties: v.array(BoxParty),
  articles: v.array(BoxArticle),
  unknowns: v.array(BoxUnknown),
  corrections: v.array(Correction),
  counts: BoxCounts,
  room: v.exactOptional(v.array(BoxRoom)),
  ...STAMP,
})
