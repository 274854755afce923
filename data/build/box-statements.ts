/** Statements by status, and where it is contested by who says so, so that no claim reads as a fact. Pure. */

import type { BoxClaimant, BoxGroup, BoxStatement, Topic } from '../schema/api.ts'
import type { Statement } from '../schema/entities.ts'
import { STATUS_NAMES, STATUSES } from '../schema/statuses.ts'
import { isStandalone, leadFirst } from './box-leads.ts'
import type { References } from './box-references.ts'

/** `limit` bounds what stands beside the lead. */
export function buildGroups({ statements }: Topic, references: References, limit: number): BoxGroup[] {
  return STATUS_NAMES.flatMap((status) => {
    const { isContested } = STATUSES[status]
    const ofStatus = statements.filter((statement) => statement.status === status)
    const [lead, ...others] = leadFirst(ofStatus)
    if (!lead) return []
    const shown = [lead, ...(isContested ? takeTurns(others, limit) : others.slice(0, limit))]
    const keys = new Set(shown.map(({ claimant }) => (isContested ? claimant : undefined)))
    const parts = [...keys].map((key) => ({
      ...nameClaimant(key, references),
      statements: shown
        .filter(({ claimant }) => key === undefined || claimant === key)
        .map((statement) => buildStatement(statement, references)),
    }))
    return [{ status, count: ofStatus.length, parts }]
  })
}

/** One of each claimant in turn, so that whoever says most does not crowd out the others. */
function takeTurns(statements: Statement[], limit: number): Statement[] {
  const rounds = new Map<string | undefined, number>()
  const ranked = statements.map((statement) => {
    const round = rounds.get(statement.claimant) ?? 0
    rounds.set(statement.claimant, round + 1)
    return { statement, round }
  })
  // What needs its neighbours comes last: it would stand alone for its claimant here.
  return ranked
    .toSorted((a, b) => Number(!isStandalone(a.statement)) - Number(!isStandalone(b.statement)) || a.round - b.round)
    .slice(0, limit)
    .map(({ statement }) => statement)
}

/** Who makes a claim, with a post or kind; absent where no claimant is named. */
export function nameClaimant(id: string | undefined, references: References): { claimant?: BoxClaimant } {
  const party = references.party(id)
  return party ? { claimant: { id: party.id, name: party.name, roleName: party.roles[0]?.roleName ?? '' } } : {}
}

export function buildStatement({ id, text, ...statement }: Statement, references: References): BoxStatement {
  const { quote, claimant } = statement
  const outlet = references.article(statement.reportedBy)
  const source = references.party(claimant)
  const speaker = quote && quote.spokenBy !== claimant ? references.party(quote.spokenBy) : undefined
  return {
    id,
    text,
    ...references.named('event', references.event(statement.event)),
    ...references.named('claimant', source?.name === outlet?.publisher ? undefined : source),
    ...(quote && {
      quote: { text: quote.text, inLanguage: outlet?.inLanguage ?? '', ...references.named('spokenBy', speaker) },
    }),
    citations: references.citations(statement.citations),
  }
}
