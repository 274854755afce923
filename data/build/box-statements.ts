/** Statements by status, and where it is contested by who says so, so that no claim reads as a fact. Pure. */
import type { Statement } from '../entities.ts'
import { STATUS_NAMES, STATUSES } from '../schema/statuses.ts'
import type { BoxGroup, BoxStatement, Topic } from '../wire.ts'
import type { References } from './box-references.ts'

export function buildGroups({ statements }: Topic, references: References): BoxGroup[] {
  return STATUS_NAMES.map((status) => {
    const ofStatus = statements.filter((statement) => statement.status === status)
    const keys = new Set(ofStatus.map(({ claimant }) => (STATUSES[status].isContested ? claimant : undefined)))
    return { status, parts: [...keys].map((claimant) => buildPart(claimant, ofStatus, references)) }
  }).filter(({ parts }) => parts.length > 0)
}

/** Without a claimant, all of the statements. */
function buildPart(
  claimant: string | undefined,
  statements: Statement[],
  references: References,
): BoxGroup['parts'][number] {
  const party = references.party(claimant)
  return {
    ...(party && { claimant: { id: party.id, name: party.name, roleName: party.roles[0]?.roleName ?? '' } }),
    statements: statements
      .filter((statement) => !party || statement.claimant === party.id)
      .map((statement) => buildStatement(statement, references)),
  }
}

function buildStatement({ id, text, ...statement }: Statement, references: References): BoxStatement {
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
