/** English. */
import type { STATUSES, Status, UNKNOWNS_HEADING } from '../../data/schema/statuses.ts'

/** The headings that all formats use. Types only, so the table is not in the widget. */
type Headings = { [Name in Status]: (typeof STATUSES)[Name]['heading'] } & { unknowns: typeof UNKNOWNS_HEADING }

/** English phrases that the data contain, so the record need not have them. */
export type AsWritten =
  | 'press release'
  | 'transcript'
  | 'analysis'
  | 'document'
  | 'editorial'
  | 'news'
  | 'correction'
  | 'clarification'
  | 'update'
  | 'retraction'
  | 'what'
  | 'part of'
  | 'where'
  | 'who'
  | 'outcome'
  | 'date basis'

/** Part of every script, so English needs no request. `{n}` and other names in braces are placeholders. */
export const en = {
  lang: 'en',
  locale: 'en-GB',
  dir: 'ltr',
  ownName: 'English',
  phrases: {
    factBox: 'Fact box',
    draft: 'Draft',
    agreed: 'Said to be agreed',
    claimed: 'Said',
    disputed: 'Disputed',
    denied: 'Denied',
    planned: 'Expected next',
    reported: 'Reported',
    unknowns: 'Not in these sources',
    timeline: 'Timeline',
    parties: 'Who is who',
    sources: 'Sources',
    corrections: 'Corrections',
    more: 'More: {label}',
    allInRecord: 'All {n} in the full record',
    source: 'Source {n}: {outlet}',
    ourNote: 'Our note:',
    quoted: 'In the source’s words:',
    openPassage: 'Open at the passage',
    checkYourself: 'Check it yourself',
    checkCitations: 'Check the citations',
    fullRecord: 'Full record',
    updated: 'Updated {date}',
    corrected: 'Corrected {date}',
    release: 'Release {n}',
    reportError: 'Report an error',
    licence: 'Licence',
    showAll: 'Show all',
    moreSources: '{n} more',
    dateRange: '{from} – {to}',
    noDate: 'No date given',
    dayNotGiven: 'day not given',
    notLoaded: 'The fact box could not be loaded.',
    releaseWithdrawn: 'This release was withdrawn.',
    tryAgain: 'Try again',
  } satisfies Record<string, string> & Headings,
} as const
