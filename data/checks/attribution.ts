import type { Authored } from '../schema/authored.ts'
import type { Party, Statement } from '../schema/entities.ts'
import { STATUSES } from '../schema/statuses.ts'
import type { Finding } from './finding.ts'

/**
 * A claim always says whose it is; what an article is said to report is cited from it; and an allegation about a named
 * person names claimant and outlet in its own sentence, since sentences are quoted alone.
 */
export function checkAttribution(authored: Authored): Finding[] {
  return authored.statements.flatMap((statement, index) => {
    const at = (key: string, problem: string, remedy: string) => ({
      file: 'statements.yml',
      path: [index, key],
      problem,
      remedy,
    })
    const findings: Finding[] = []
    if (STATUSES[statement.status].isContested && statement.claimant === undefined) {
      const problem = `a statement that is ${statement.status} needs a claimant`
      findings.push(at('status', problem, 'add claimant: the id of who says so'))
    }
    if (!statement.citations.some((citation) => citation.article === statement.reportedBy)) {
      const problem = `no citation is from ${statement.reportedBy}, which is said to report it`
      findings.push(at('reportedBy', problem, 'cite a passage of that article, or name the article that is cited'))
    }
    const isAccusing = isAccusation(statement, authored)
    for (const missing of listUnnamed(statement, authored)) {
      const problem = isAccusing
        ? `this is said about a person, and the text does not name ${missing}`
        : `the text does not name ${missing}`
      const remedy = `say in the sentence itself who says so and which outlet reports it: name ${missing}`
      findings.push({ ...at('text', problem, remedy), ...(!isAccusing && { severity: 'warning' as const }) })
    }
    return findings
  })
}

/** Whether somebody says it about a person other than themselves, and it may be disputed. */
export function isAccusation({ status, about, claimant }: Statement, { parties }: Pick<Authored, 'parties'>): boolean {
  const isAboutPerson = parties.people.some(({ id }) => id !== claimant && about.includes(id))
  return STATUSES[status].isContested && isAboutPerson
}

/** Whom the text has to name and does not. */
function listUnnamed(statement: Statement, authored: Authored): string[] {
  return listSpeakers(statement, authored).flatMap(({ names: [name = '', ...others] }) =>
    [name, ...others].some((one) => statement.text.includes(one)) ? [] : [name],
  )
}

/** Who says so, and the outlet that reports it, each by all of its names; once where both are one. */
export function listSpeakers(
  { claimant, reportedBy }: Statement,
  { parties, articles }: Authored,
): { names: string[] }[] {
  const person = parties.people.find(({ id }) => id === claimant)
  const organization = parties.organizations.find(({ id }) => id === claimant)
  const publisher = articles.find(({ id }) => id === reportedBy)?.publisher ?? ''
  const outlet = parties.organizations.find(({ name }) => name === publisher)
  const speaker = listNames(person ?? organization, person !== undefined)
  return [
    ...(speaker.length > 0 && organization?.name !== publisher ? [{ names: speaker }] : []),
    { names: [...new Set([publisher, ...listNames(outlet, false)])] },
  ]
}

/** All names of a party; of a person also the family name, as the last word. */
export function listNames(party: Party | undefined, isPerson: boolean): string[] {
  if (!party) return []
  const { name, alternateName } = party
  return [name, ...alternateName, ...(isPerson ? [name.split(' ').at(-1) ?? name] : [])]
}
