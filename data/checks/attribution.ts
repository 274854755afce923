import type { Authored } from '../authored.ts'
import type { Finding } from '../finding.ts'

/** A claim always says whose it is; what an outlet is said to report is cited from that outlet. */
export function checkAttribution({ statements }: Authored): Finding[] {
  return statements.flatMap((statement, i): Finding[] => {
    const findings: Finding[] = []
    if (['claimed', 'denied', 'disputed'].includes(statement.status) && statement.claimant === undefined) {
      const problem = `a statement that is ${statement.status} needs a claimant`
      findings.push({
        file: 'statements.yml',
        path: [i, 'status'],
        problem,
        remedy: 'add claimant: the id of who says so',
      })
    }
    if (!statement.citations.some((citation) => citation.article === statement.reportedBy)) {
      const problem = `no citation is from ${statement.reportedBy}, which is said to report it`
      findings.push({
        file: 'statements.yml',
        path: [i, 'reportedBy'],
        problem,
        remedy: 'cite a passage of that article, or name the article that is cited',
      })
    }
    return findings
  })
}
