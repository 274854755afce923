/** The box: what the widget shows. Ids are resolved to names; the interface's own phrases are not part of it. */
import * as v from 'valibot'
import {
  Article,
  Correction,
  DateOrInterval,
  Event,
  Id,
  LanguageTag,
  PartialDate,
  Statement,
  Text,
  Unknown,
} from './entities.ts'
import { RELEASE_META } from './release-meta.ts'

/** A position, in percent of the drawing's width. */
const Percent = v.number()

const { id, name, startDate, endDate, datePrecision } = Event.entries
const DATED = { id, name, startDate, endDate, datePrecision }

export const BoxReference = v.pipe(
  v.strictObject({ id: Id, name: Text }),
  v.description('The id and name of an item that has its own record.'),
)

export const BoxCitation = v.pipe(
  v.strictObject({
    article: Id,
    name: v.pipe(Text, v.description('Name of the outlet, or its initials if the topic lists them.')),
    url: v.pipe(
      v.string(),
      v.description('URL of the passage or of the article; for an article without a URL, # and its id.'),
    ),
  }),
  v.description('A receipt as the box shows it: one per article. Locators are in the full records.'),
)

export const BoxCitedText = v.strictObject({
  text: Text,
  note: v.exactOptional(
    v.pipe(Text, v.description('What the source leaves open about it, or the role of a participant.')),
  ),
  citations: v.array(BoxCitation),
})

export const BoxFact = v.pipe(
  v.strictObject({
    term: v.picklist(['what', 'part of', 'where', 'who', 'outcome', 'date basis']),
    values: v.array(BoxCitedText),
  }),
  v.description('What the sources say about one aspect of an event.'),
)

export const BoxEvent = v.strictObject({ ...DATED, facts: v.array(BoxFact) })

export const BoxMark = v.pipe(
  v.strictObject({
    ...DATED,
    shape: v.pipe(
      v.picklist(['major', 'minor', 'span', 'undated']),
      v.description('A major point is an event that many statements are about.'),
    ),
    from: v.exactOptional(
      v.pipe(Percent, v.description('Absent when neither the event nor its super-event has a date.')),
    ),
    to: v.exactOptional(v.pipe(Percent, v.description('End of a span.'))),
  }),
  v.description('The position of an event on the drawing, in percent of its width.'),
)

export const BoxTimeline = v.pipe(
  v.strictObject({
    unit: v.pipe(v.picklist(['day', 'month', 'year']), v.description('Unit of the axis.')),
    dated: v.pipe(
      v.array(BoxMark),
      v.description('Sorted by last possible day; on the same day, the most exact first.'),
    ),
    undated: v.pipe(v.array(BoxMark), v.description('Each at the position of its super-event.')),
    labels: v.pipe(
      v.array(v.strictObject({ date: PartialDate, at: Percent })),
      v.description('Where a day, month or year begins, if there is room for its name.'),
    ),
    gaps: v.pipe(
      v.array(v.strictObject({ from: Percent, to: Percent, days: v.number() })),
      v.description('Time between one major event and the next, if there is room for a label.'),
    ),
  }),
  v.description('Events drawn to scale: positions are in percent of the drawing’s width.'),
)

export const BoxMoment = v.pipe(v.strictObject(DATED), v.description('One end of the time strip.'))

export const BoxStrip = v.pipe(
  v.strictObject({
    first: BoxMoment,
    last: BoxMoment,
    days: v.exactOptional(v.pipe(v.number(), v.description('Days between both, if both dates are exact days.'))),
    between: v.pipe(v.array(v.number()), v.description('Positions of the other events, in whole percent.')),
  }),
  v.description('Time as one line from the first event to the last. Present when one is known to precede another.'),
)

export const BoxRoom = v.pipe(
  v.strictObject({ px: v.number(), percent: v.number() }),
  v.description('A height in pixels: `px` minus `percent` percent of the width.'),
)

export const BoxCounts = v.pipe(
  v.strictObject({
    events: v.number(),
    parties: v.number(),
    articles: v.number(),
    unknowns: v.number(),
    corrections: v.number(),
  }),
  v.description('Number of items in the topic. A box may list only some of them.'),
)

export const BoxStatement = v.strictObject({
  id: Id,
  text: Text,
  event: v.exactOptional(BoxReference),
  claimant: v.exactOptional(v.pipe(BoxReference, v.description('Absent when only the reporting outlet says it.'))),
  quote: v.exactOptional(
    v.strictObject({
      text: Text,
      inLanguage: LanguageTag,
      spokenBy: v.exactOptional(v.pipe(BoxReference, v.description('Present when it is not the claimant.'))),
    }),
  ),
  citations: v.array(BoxCitation),
})

export const BoxClaimant = v.strictObject({
  ...BoxReference.entries,
  roleName: v.pipe(Text, v.description('The first role that a source gives them.')),
})

export const BoxGroup = v.pipe(
  v.strictObject({
    status: Statement.entries.status,
    count: v.pipe(v.number(), v.description('How many statements of this status the topic has.')),
    parts: v.array(v.strictObject({ claimant: v.exactOptional(BoxClaimant), statements: v.array(BoxStatement) })),
  }),
  v.description(
    'Statements of one status, grouped by claimant if the status is contested. If only one is shown, it is the first.',
  ),
)

export const BoxParty = v.strictObject({ id: Id, name: Text, alternateName: v.array(Text), roles: v.array(Text) })

const { dateline: _, dateBasis: __, summary: ___, textDigest: ____, ...articleFields } = Article.entries
export const BoxArticle = v.strictObject({
  ...articleFields,
  name: v.pipe(Text, v.description('Name of the outlet, or its initials if the topic lists them.')),
  dateNote: v.exactOptional(v.pipe(Text, v.description('Its dateline, and how its date is known.'))),
  summary: v.pipe(v.array(BoxCitedText), v.description('Always empty: summaries are in the full record.')),
})

export const BoxUnknown = v.strictObject({ ...Unknown.entries, event: v.exactOptional(BoxReference) })

export const Box = v.pipe(
  v.strictObject({
    topic: v.pipe(Id, v.description('Id of the topic.')),
    item: v.exactOptional(v.pipe(Id, v.description('On a card: the statement or event that it is about.'))),
    name: Text,
    inLanguage: v.pipe(LanguageTag, v.description('Language of our own text; quotes have theirs.')),
    abstract: v.array(BoxCitedText),
    lede: v.pipe(
      v.number(),
      v.description('How many sentences of the abstract, from the first, the compact box shows.'),
    ),
    temporalCoverage: DateOrInterval,
    strip: v.exactOptional(BoxStrip),
    timeline: v.exactOptional(v.pipe(BoxTimeline, v.description('Absent when no event has a date.'))),
    events: v.array(BoxEvent),
    groups: v.pipe(v.array(BoxGroup), v.description('Only statuses that a statement has.')),
    parties: v.pipe(v.array(BoxParty), v.description('People, then organizations.')),
    articles: v.pipe(
      v.array(BoxArticle),
      v.description(
        'The articles cited in the box. The number of a receipt is its article’s position in this list, from 1.',
      ),
    ),
    unknowns: v.pipe(v.array(BoxUnknown), v.description('If only one is shown, it is the first.')),
    corrections: v.array(Correction),
    counts: BoxCounts,
    room: v.exactOptional(
      v.pipe(v.array(BoxRoom), v.description('Height of the compact box: the largest of these. Absent on a card.')),
    ),
    ...RELEASE_META,
  }),
  v.description(
    'What the widget shows: a topic without locators, digests and cross-references. Its lists are limited, regardless of the size of the topic.',
  ),
)

export type BoxReference = v.InferOutput<typeof BoxReference>
export type BoxCitation = v.InferOutput<typeof BoxCitation>
export type BoxCitedText = v.InferOutput<typeof BoxCitedText>
export type BoxFact = v.InferOutput<typeof BoxFact>
export type BoxEvent = v.InferOutput<typeof BoxEvent>
export type BoxMark = v.InferOutput<typeof BoxMark>
export type BoxTimeline = v.InferOutput<typeof BoxTimeline>
export type BoxMoment = v.InferOutput<typeof BoxMoment>
export type BoxStrip = v.InferOutput<typeof BoxStrip>
export type BoxRoom = v.InferOutput<typeof BoxRoom>
export type BoxCounts = v.InferOutput<typeof BoxCounts>
export type BoxStatement = v.InferOutput<typeof BoxStatement>
export type BoxClaimant = v.InferOutput<typeof BoxClaimant>
export type BoxGroup = v.InferOutput<typeof BoxGroup>
export type BoxParty = v.InferOutput<typeof BoxParty>
export type BoxArticle = v.InferOutput<typeof BoxArticle>
export type BoxUnknown = v.InferOutput<typeof BoxUnknown>
export type Box = v.InferOutput<typeof Box>
