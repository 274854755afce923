/** English. */
import type { STATUSES, Status, UNKNOWNS_HEADING } from '../../data/schema/statuses.ts'

/** The headings that all formats use. Types only, so the table is not in the widget. */
type Headings = { [Name in Status]: (typeof STATUSES)[Name]['heading'] } & { unknowns: typeof UNKNOWNS_HEADING }

/** Phrases that the English record may omit: most are used as written in the data. */
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
  // English dates are joined without it.
  | 'dateRange'

/** Part of every script, so English needs no request. `{n}` and other names in braces are placeholders. */
export const en = {
  lang: 'en',
  locale: 'en-GB',
  dir: 'ltr',
  ownName: 'English',
  phrases: {
    more: 'More: {label}',
    factBox: 'Fact box',
    draft: 'Draft',
    agreed: 'Said to be agreed',
    claimed: 'Said',
    disputed: 'Disputed',
    denied: 'Denied',
    planned: 'Expected next',
    unknowns: 'Not in these sources',
    timeline: 'Timeline',
    parties: 'Who is who',
    sources: 'Sources',
    corrections: 'Corrections',
    allInRecord: 'All {n} in the full record',
    source: 'Source {n}: {outlet}',
    ourNote: 'Our note:',
    openPassage: 'Open at the passage',
    quoted: 'In the source’s words:',
    checkYourself: 'Check it yourself',
    checkCitations: 'Check the citations',
    noDate: 'No date given',
    fullRecord: 'Full record',
    corrected: 'Corrected {date}',
    reported: 'Reported',
    updated: 'Updated {date}',
    dayNotGiven: 'day not given',
    release: 'Release {n}',
    reportError: 'Report an error',
    licence: 'Licence',
    showAll: 'Show all',
    moreSources: '{n} more',
    notLoaded: 'The fact box could not be loaded.',
    releaseWithdrawn: 'This release was withdrawn.',
    tryAgain: 'Try again',
  } satisfies Record<string, string> & Headings,
} as const
