/**
 * What a statement can be, in the order in which a reader needs it. A heading claims no more than the sources do.
 * `isContested`: the statement needs a claimant, and is grouped by claimant. Every format takes its headings from here.
 */
export const STATUSES = {
  agreed: { heading: 'Said to be agreed', isContested: false },
  claimed: { heading: 'Said', isContested: true },
  disputed: { heading: 'Disputed', isContested: true },
  denied: { heading: 'Denied', isContested: true },
  planned: { heading: 'Expected next', isContested: false },
  reported: { heading: 'Reported', isContested: false },
} as const

export type Status = keyof typeof STATUSES

/** In the order of the table. */
export const STATUS_NAMES = Object.keys(STATUSES) as Status[]

/** The heading of what the sources leave open; others may know it. */
export const UNKNOWNS_HEADING = 'Not in these sources'
