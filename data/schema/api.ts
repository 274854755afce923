/**
 * Responses of the API, except entities and boxes. Within /v1, fields are only ever added. The Worker and the widget import
 * only types, so their bundles contain no schema.
 */
import * as v from 'valibot'
import { COLLECTION_NAMES, type CollectionName } from './collections.ts'
import {
  Article,
  CitedText,
  Correction,
  DateOrInterval,
  Event,
  Id,
  LanguageTag,
  Party,
  ReleaseNumber,
  Statement,
  Text,
  Time,
  Unknown,
} from './entities.ts'
import { KINDS } from './lists.ts'
import { RELEASE_META } from './release-meta.ts'

export type * from './box.ts'
export type { CollectionName } from './collections.ts'
export type * from './entities.ts'
export type { Status } from './statuses.ts'

export const Topic = v.pipe(
  v.strictObject({
    id: Id,
    name: Text,
    alternateName: v.array(Text),
    inLanguage: v.pipe(LanguageTag, v.description('Language of our own text; quotes have theirs.')),
    abstract: v.pipe(v.array(CitedText), v.description('Summary of the topic, one sentence per item.')),
    temporalCoverage: DateOrInterval,
    events: v.array(Event),
    statements: v.array(Statement),
    people: v.array(Party),
    organizations: v.array(Party),
    articles: v.array(Article),
    unknowns: v.array(Unknown),
    corrections: v.array(Correction),
    ...RELEASE_META,
  }),
  v.description('The whole content of a release.'),
)

export const TopicRow = v.pipe(
  v.strictObject({
    id: Id,
    name: Text,
    temporalCoverage: DateOrInterval,
    release: ReleaseNumber,
    datePublished: RELEASE_META.datePublished,
    dateModified: RELEASE_META.dateModified,
  }),
  v.description('A topic in a list.'),
)

export const TopicItem = v.pipe(
  v.strictObject({ ...TopicRow.entries, url: v.pipe(v.string(), v.description('URL of the whole topic.')) }),
  v.description('A topic in a list.'),
)

const TOPIC = v.pipe(Id, v.description('Id of its topic.'))
const RECORD = v.pipe(v.string(), v.description('URL of this item.'))

export const EventItem = v.pipe(
  v.strictObject({ topic: TOPIC, ...Event.entries, url: RECORD }),
  v.description('An event, with its topic and URL.'),
)

export const ArticleItem = v.pipe(
  v.strictObject({ topic: TOPIC, ...Article.entries, recordUrl: RECORD }),
  v.description('An article, with its topic. `url` is at its publisher, `recordUrl` in this API.'),
)

export const StatementItem = v.pipe(
  v.strictObject({ topic: TOPIC, ...Statement.entries, url: RECORD }),
  v.description('A statement, with its topic and URL.'),
)

export const PartyItem = v.pipe(
  v.strictObject({ topic: TOPIC, ...Party.entries, url: RECORD }),
  v.description('A person or an organization, with its topic and URL.'),
)

export const CorrectionItem = v.pipe(
  v.strictObject({ topic: TOPIC, ...Correction.entries, url: RECORD }),
  v.description('A correction, with its topic and URL.'),
)

export const Included = v.pipe(
  v.strictObject({
    events: v.exactOptional(v.array(EventItem)),
    articles: v.exactOptional(v.array(ArticleItem)),
    statements: v.exactOptional(v.array(StatementItem)),
    people: v.exactOptional(v.array(PartyItem)),
    organizations: v.exactOptional(v.array(PartyItem)),
  }),
  v.description('The items that the fields named in `include` refer to, without duplicates.'),
)

export const ChangedField = v.pipe(
  v.strictObject({
    field: v.string(),
    before: v.exactOptional(v.pipe(v.unknown(), v.description('Absent when the field is new.'))),
    after: v.exactOptional(v.pipe(v.unknown(), v.description('Absent when the field was removed.'))),
  }),
  v.description('One field that a release changed.'),
)

const changed = {
  part: v.pipe(
    v.picklist([...COLLECTION_NAMES, 'unknowns', 'topic']),
    v.description('A collection, or topic for the topic’s own fields.'),
  ),
  id: Id,
  label: v.pipe(v.string(), v.description('Name, headline or text of the item. Never truncated.')),
  kind: v.picklist(['added', 'removed', 'changed']),
  standalone: v.exactOptional(
    v.pipe(v.literal(false), v.description('Present when the item must not be shown alone; its label is then its id.')),
  ),
}

export const Change = v.pipe(
  v.strictObject({
    ...changed,
    before: v.exactOptional(v.pipe(v.unknown(), v.description('The whole item, when it was removed.'))),
    after: v.exactOptional(v.pipe(v.unknown(), v.description('The whole item, when it was added.'))),
    fields: v.exactOptional(
      v.pipe(v.array(ChangedField), v.description('The top-level fields that differ, when it was changed.')),
    ),
  }),
  v.description('How a release changed one item.'),
)

const PAGE = v.pipe(v.string(), v.description('URL of the HTML page that shows it.'))

export const ChangeItem = v.pipe(
  v.strictObject({
    topic: TOPIC,
    release: ReleaseNumber,
    datePublished: v.pipe(Time, v.description('When the release was published.')),
    ...changed,
    fields: v.exactOptional(
      v.pipe(v.array(v.string()), v.description('Names of the top-level fields that differ, when it was changed.')),
    ),
    url: v.pipe(v.string(), v.description('URL of all changes of the release, item by item.')),
    page: PAGE,
  }),
  v.description('How a release changed one item, in a list across topics.'),
)

export const SearchHit = v.pipe(
  v.strictObject({
    kind: v.picklist(KINDS),
    topic: TOPIC,
    id: Id,
    title: v.exactOptional(v.pipe(v.string(), v.description('Its name or headline, if it has one.'))),
    text: v.pipe(
      v.string(),
      v.description('Its text, never truncated; for an article, the first sentence of our summary.'),
    ),
    date: v.exactOptional(
      v.pipe(
        v.string(),
        v.description(
          'Its date. For a statement: the date of its event, otherwise of its article. For a topic: when it was last modified.',
        ),
      ),
    ),
    url: RECORD,
    page: PAGE,
  }),
  v.description('An item that a search found.'),
)

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const SearchResults = v.pipe(
  v.strictObject({
    items: v.array(SearchHit),
    total: v.pipe(Count, v.description('How many items were found.')),
    next: v.exactOptional(v.pipe(v.string(), v.description('Cursor of the next page; absent on the last.'))),
    kinds: v.pipe(
      v.array(v.strictObject({ kind: v.picklist(KINDS), count: Count })),
      v.description('Number of results of each kind, regardless of the kinds requested.'),
    ),
    topics: v.pipe(
      v.array(v.strictObject({ topic: TOPIC, name: Text, count: Count })),
      v.description(
        'Number of results of each topic, regardless of the topics requested: the 20 topics with the most.',
      ),
    ),
  }),
  v.description('Results of a search across all topics.'),
)

export const EntryPoints = v.pipe(
  v.record(v.string(), v.string()),
  v.description('URLs by name. A URL with a part in braces is a URI template (RFC 6570).'),
)

export const Changes = v.pipe(
  v.strictObject({
    items: v.pipe(v.array(Change), v.description('Empty in the first release.')),
    next: v.exactOptional(v.pipe(v.string(), v.description('Never present: all changes are in one response.'))),
    release: ReleaseNumber,
    previous: v.exactOptional(v.pipe(ReleaseNumber, v.description('The release compared with.'))),
  }),
  v.description('What a release changed, item by item.'),
)

export const ReleaseRow = v.pipe(
  v.strictObject({
    release: ReleaseNumber,
    datePublished: Time,
    published: v.pipe(Time, v.description('The same as `datePublished`, under its former name.')),
    isCurrent: v.pipe(v.boolean(), v.description('Whether it is the release that is served now.')),
    since: v.pipe(
      v.array(Time),
      v.description('When it became current: at its publication, and at each rollback to it.'),
    ),
    withdrawn: v.exactOptional(
      v.pipe(v.strictObject({ date: Time, reason: v.string() }), v.description('When and why it was withdrawn.')),
    ),
  }),
  v.description('A release in the history of a topic.'),
)

export const Problem = v.pipe(
  v.strictObject({
    type: v.string(),
    title: v.string(),
    status: v.pipe(v.number(), v.integer()),
    detail: v.exactOptional(v.string()),
    instance: v.exactOptional(v.pipe(v.string(), v.description('Path of the request.'))),
    withdrawn: v.exactOptional(
      v.pipe(v.string(), v.description('With 410: when it was withdrawn from every release (RFC 3339, UTC).')),
    ),
    retired: v.exactOptional(
      v.pipe(v.string(), v.description('With 410: the date on which an editor retired the id.')),
    ),
    reason: v.exactOptional(v.pipe(v.string(), v.description('With 410: the reason.'))),
    errors: v.exactOptional(
      v.pipe(
        v.array(v.strictObject({ detail: v.string(), parameter: v.string() })),
        v.description('With 400: each invalid parameter.'),
      ),
    ),
  }),
  v.description('What went wrong (RFC 9457).'),
)

export type Topic = v.InferOutput<typeof Topic>
export type TopicRow = v.InferOutput<typeof TopicRow>
export type TopicItem = v.InferOutput<typeof TopicItem>
export type Included = v.InferOutput<typeof Included>
export type ChangeItem = v.InferOutput<typeof ChangeItem>
export type SearchHit = v.InferOutput<typeof SearchHit>
export type SearchResults = v.InferOutput<typeof SearchResults>
export type ChangedField = v.InferOutput<typeof ChangedField>
export type Change = v.InferOutput<typeof Change>
export type Changes = v.InferOutput<typeof Changes>
export type ReleaseRow = v.InferOutput<typeof ReleaseRow>
export type Problem = v.InferOutput<typeof Problem>

/** A collection of a topic, or a part of the topic's own record. */
export type ChangedPart = Change['part']

/** A file of a release that holds a list. */
export interface Collection<Item> {
  items: Item[]
}

/** The shape of every list in a response. `next` is present when there are more items. */
export interface ItemList<Item> extends Collection<Item> {
  /** How many items the whole list has. */
  total: number
  next?: string
  included?: Included
}

/** The items of each collection. */
export type Collections = { [Name in CollectionName]: Topic[Name][number] }
