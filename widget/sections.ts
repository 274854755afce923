/** The box's parts in the order in which they are shown, by the name that a publisher gives, with their titles. */
import type { STATUSES, Status, UNKNOWNS_HEADING } from '../data/schema/statuses.ts'
import type { Phrase } from './strings/phrases.ts'

/** Those that every format shows; only their types, so that the widget does not carry the table. */
type Headings = { [Name in Status]: (typeof STATUSES)[Name]['heading'] } & { unknowns: typeof UNKNOWNS_HEADING }

export const SECTIONS = {
  timeline: 'Timeline',
  agreed: 'Said to be agreed',
  claimed: 'Said',
  disputed: 'Disputed',
  denied: 'Denied',
  planned: 'Expected next',
  reported: 'Reported',
  parties: 'Who is who',
  unknowns: 'Not in these sources',
  sources: 'Sources',
  corrections: 'Corrections',
} as const satisfies Record<string, Phrase> & Headings

export type Section = keyof typeof SECTIONS
