/**
 * The statuses of a statement, in the order in which readers need them. A heading claims no more than the sources do.
 * `isContested`: statements need a claimant, and are grouped by claimant. Every format uses these headings.
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

/** Heading of the unknowns: sources other than these may answer them. */
export const UNKNOWNS_HEADING = 'Not in these sources'
