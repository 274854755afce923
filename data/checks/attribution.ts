import type { Authored } from '../authored.ts'
import type { Party, Statement } from '../entities.ts'
import type { Finding } from '../finding.ts'

const CONTESTED = new Set(['claimed', 'disputed', 'denied'])

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
    if (CONTESTED.has(statement.status) && statement.claimant === undefined) {
      const problem = `a statement that is ${statement.status} needs a claimant`
      findings.push(at('status', problem, 'add claimant: the id of who says so'))
    }
    if (!statement.citations.some((citation) => citation.article === statement.reportedBy)) {
      const problem = `no citation is from ${statement.reportedBy}, which is said to report it`
      findings.push(at('reportedBy', problem, 'cite a passage of that article, or name the article that is cited'))
    }
    for (const missing of listUnnamed(statement, authored)) {
      const problem = `this is said about a person, and the text does not name ${missing}`
      findings.push(
        at('text', problem, `say in the sentence itself who says so and which outlet reports it: name ${missing}`),
      )
    }
    return findings
  })
}

/** Whom the text of an allegation about a person has to name and does not. */
function listUnnamed(statement: Statement, { parties, articles }: Authored): string[] {
  const people = new Map(parties.people.map((person) => [person.id, person]))
  const isAboutPerson = statement.about.some((id) => people.has(id) && id !== statement.claimant)
  if (!CONTESTED.has(statement.status) || !isAboutPerson) return []
  const organizations = parties.organizations
  const publisher = articles.find(({ id }) => id === statement.reportedBy)?.publisher ?? ''
  const outlet = organizations.find(({ name }) => name === publisher)
  const claimant = people.get(statement.claimant ?? '') ?? organizations.find(({ id }) => id === statement.claimant)
  const required = [
    { name: claimant?.name ?? '', names: listNames(claimant, people.has(claimant?.id ?? '')) },
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
