import type { Authored } from '../authored.ts'
import type { Party, Statement } from '../entities.ts'
import type { Finding } from '../finding.ts'
import { STATUSES } from '../schema/statuses.ts'

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

/** Whom the text has to name and does not: who says so, and the outlet that reports it. */
function listUnnamed(statement: Statement, { parties, articles }: Authored): string[] {
  const people = new Map(parties.people.map((person) => [person.id, person]))
  const organizations = parties.organizations
  const publisher = articles.find(({ id }) => id === statement.reportedBy)?.publisher ?? ''
  const outlet = organizations.find(({ name }) => name === publisher)
  const claimant = people.get(statement.claimant ?? '') ?? organizations.find(({ id }) => id === statement.claimant)
  const required = [
    ...(claimant ? [{ name: claimant.name, names: listNames(claimant, people.has(claimant.id)) }] : []),
    { name: publisher, names: [publisher, ...listNames(outlet, false)] },
  ]
  return required.filter(({ names }) => !names.some((name) => statement.text.includes(name))).map(({ name }) => name)
}

/** All names of a party; of a person also the family name, as the last word. */
function listNames(party: Party | undefined, isPerson: boolean): string[] {
  if (!party) return []
  const { name, alternateName } = party
  return [name, ...alternateName, ...(isPerson ? [name.split(' ').at(-1) ?? name] : [])]
}
