/** Words for each list in the documentation. Separate from `lists.ts`, so that the Worker does not contain them. */
import type { CollectionName } from './collections.ts'
import type { FilterName, ListName } from './lists.ts'

export interface ListWords {
  /** Used in operation ids: `listEvents`, `getEvent`. */
  many: string
  one: string
  /** Used in sentences. */
  item: string
  about: string
  /** What `from` and `to` select. Absent if items have no date. */
  dated?: string
  /** What each filter keeps, by parameter. */
  filters: { [Name in FilterName]?: string }
}

const COLLECTION_WORDS: Record<CollectionName, ListWords> = {
  events: {
    many: 'Events',
    one: 'Event',
    item: 'An event',
    about: 'What happened, when and where.',
    dated: 'events that may have taken place',
    filters: { participant: 'Only events in which this person or organization takes part.' },
  },
  articles: {
    many: 'Articles',
    one: 'Article',
    item: 'An article',
    about: 'The sources, with a summary of each.',
    dated: 'articles published',
    filters: {},
  },
  statements: {
    many: 'Statements',
    one: 'Statement',
    item: 'A statement',
    about: 'Who says what, as reported by whom.',
    dated: 'statements about an event that may have taken place',
    filters: {
      participant: 'Only statements by or about this person or organization.',
      status: 'Only statements of these statuses.',
      claimant: 'Only what this person or organization says.',
      event: 'Only statements about this event.',
      reportedBy: 'Only what this article reports.',
    },
  },
  people: {
    many: 'People',
    one: 'Person',
    item: 'A person',
    about: 'People, with the roles that a source gives them.',
    filters: {},
  },
  organizations: {
    many: 'Organizations',
    one: 'Organization',
    item: 'An organization',
    about: 'Organizations, with the roles that a source gives them.',
    filters: {},
  },
  corrections: {
    many: 'Corrections',
    one: 'Correction',
    item: 'A correction',
    about: 'What was corrected, before and after.',
    dated: 'corrections made',
    filters: {},
  },
}

export const LIST_WORDS: Record<ListName, ListWords> = {
  ...COLLECTION_WORDS,
  quotes: {
    ...COLLECTION_WORDS.statements,
    many: 'Quotes',
    one: 'Quote',
    item: 'A statement with a quotation',
    about: 'The statements with a verbatim quotation.',
  },
}
