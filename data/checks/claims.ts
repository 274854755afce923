/** Attribution of claims, quotations, and what may be shown alone. */
import { normaliseText } from '../citations/locate.ts'
import type { Authored } from '../schema/authored.ts'
import type { Party, Statement } from '../schema/entities.ts'
import { STATUSES } from '../schema/statuses.ts'
import type { Finding } from './finding.ts'
import { canRead, isAnyUnreadable } from './readable.ts'
import { listTexts } from './texts.ts'

/**
 * A claim needs a claimant; a statement cites the article that reports it; an allegation about a person names claimant and
 * outlet in its own sentence, because sentences are quoted alone.
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
    const isContested = canRead(statement, 'status') && STATUSES[statement.status].isContested
    if (isContested && canRead(statement, 'claimant') && statement.claimant === undefined) {
      const problem = `a statement that is ${statement.status} needs a claimant`
      findings.push(at('status', problem, 'add claimant: the id of who says so'))
    }
    const isCited = statement.citations.some((citation) => citation.article === statement.reportedBy)
    const isSourceReadable =
      canRead(statement, 'reportedBy', 'citations') && statement.citations.every((one) => canRead(one, 'article'))
    if (isSourceReadable && !isCited) {
      const problem = `no citation is from ${statement.reportedBy}, which is said to report it`
      findings.push(at('reportedBy', problem, 'cite a passage of that article, or name the article that is cited'))
    }
    const isAccusing = isAccusation(statement, authored)
    for (const { id, name } of listUnlisted(statement, authored)) {
      const problem = `the text names ${name}, who is not under about`
      const remedy = `add ${id} to about: statements about a person have stricter rules`
      findings.push({ ...at('about', problem, remedy), severity: 'warning' })
    }
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

/** Returns whether the statement is a contestable claim about a person other than its claimant. False if not known. */
function isAccusation(statement: Statement, { parties }: Pick<Authored, 'parties'>): boolean {
  if (!canRead(statement, 'status', 'claimant')) return false
  const { status, about, claimant } = statement
  const isAboutPerson = parties.people.some(({ id }) => id !== claimant && about.includes(id))
  return STATUSES[status].isContested && isAboutPerson
}

/** Lists people whose full name is in the text of a claim, but who are not in its `about`. */
function listUnlisted(statement: Statement, { parties }: Authored): Party[] {
  const { status, text, about, claimant, quote } = statement
  if (!canRead(statement, 'status', 'about', 'claimant', 'quote') || isAnyUnreadable(about)) return []
  if (!STATUSES[status].isContested || (quote && !canRead(quote, 'spokenBy'))) return []
  const listed = new Set([...about, claimant, quote?.spokenBy])
  return parties.people.filter(
    (person) =>
      canRead(person, 'id') && !listed.has(person.id) && listNames(person, false).some((one) => text.includes(one)),
  )
}

/** Lists the speakers that the text must name but does not. */
function listUnnamed(statement: Statement, authored: Authored): string[] {
  if (!canRead(statement, 'text', 'claimant', 'reportedBy')) return []
  return listSpeakers(statement, authored).flatMap(({ names: [name = '', ...others] }) =>
    [name, ...others].some((one) => statement.text.includes(one)) ? [] : [name],
  )
}

/**
 * Returns the claimant and the outlet, each with all its names; one entry if both are the same. Leaves out unknown ids, and whom
 * an unreadable value may give another name.
 */
export function listSpeakers(
  { claimant, reportedBy }: Statement,
  { parties, articles }: Authored,
): { names: string[] }[] {
  const person = parties.people.find(({ id }) => id === claimant)
  const organization = parties.organizations.find(({ id }) => id === claimant)
  const article = articles.find(({ id }) => id === reportedBy)
  const publisher = article && canRead(article, 'publisher') ? article.publisher : undefined
  const outlet = parties.organizations.find(({ name }) => name === publisher)
  const speaker = listNames(person ?? organization, person !== undefined)
  const isSpeakerKnown = isNamed(person ?? organization)
  const isOutletKnown = outlet
    ? isNamed(outlet)
    : canRead(parties, 'organizations') && parties.organizations.every((one) => canRead(one, 'name'))
  return [
    ...(isSpeakerKnown && organization?.name !== publisher ? [{ names: speaker }] : []),
    ...(publisher && isOutletKnown ? [{ names: [...new Set([publisher, ...listNames(outlet, false)])] }] : []),
  ]
}

const isNamed = (party: Party | undefined) =>
  party !== undefined && canRead(party, 'name', 'alternateName') && !isAnyUnreadable(party.alternateName)

/** Returns all readable names of a party; for a person also the last word of the name, as the family name. */
export function listNames(party: Party | undefined, isPerson: boolean): string[] {
  if (!party) return []
  const { name, alternateName } = party
  return [name, ...alternateName, ...(isPerson ? [name.split(' ').at(-1) ?? name] : [])].filter((one) => one !== '')
}

export const MAX_QUOTED_WORDS = 15
/** Text in double quotation marks, low ones, those of other scripts, or single ones. Apostrophes do not count. */
const QUOTED =
  /[“"«‹「『]([^”"»›」』]*)[”"»›」』]|„([^“”"]*)[“”"]|[‘‚](.*?)[’‘](?!\p{L})|(?<![\p{L}\p{N}])'(?=\S)(.*?\S)'(?![\p{L}\p{N}])/gu
const UNPAIRED = /[“”„"«»‹›「」『』]/u

/** Allows quotation marks only around words of a declared quote, which must be a short fragment. */
export function checkQuotes(authored: Authored): Finding[] {
  const quotes = authored.statements.flatMap(({ quote }) => (quote ? [normaliseText(quote.text)] : []))
  // Words may be declared where the quote cannot be read.
  const isEveryQuoteKnown =
    canRead(authored, 'statements') &&
    authored.statements.every((one) => canRead(one, 'quote') && (!one.quote || canRead(one.quote, 'text')))
  const texts = listTexts(authored)
  const unpaired = texts
    .filter(({ text }) => UNPAIRED.test(text.replace(QUOTED, '')))
    .map(({ file, path }) => ({
      file,
      path,
      problem: 'a quotation mark has no partner',
      remedy: 'close the quotation, or remove the mark',
    }))
  const undeclared = texts.flatMap(({ text, file, path }) =>
    [...text.matchAll(QUOTED)]
      .map(([, ...groups]) => groups.find((words) => words !== undefined) ?? '')
      .filter((words) => isEveryQuoteKnown && !quotes.some((quote) => quote.includes(normaliseText(words))))
      .map((words) => ({
        file,
        path,
        problem: `“${words}” is in quotation marks but is not a declared quote`,
        remedy: 'declare it under quote of a statement, or paraphrase it without quotation marks',
      })),
  )
  return [...authored.statements.flatMap(checkLength), ...undeclared, ...unpaired]
}

/** Returns the text without quotations; `checkQuotes` ensures that they are declared. */
export function dropQuotations(text: string): string {
  return text.replace(QUOTED, '“”')
}

function checkLength({ quote }: Statement, index: number): Finding[] {
  const words = quote?.text.split(/\s+/u).length ?? 0
  if (words <= MAX_QUOTED_WORDS) return []
  const problem = `the quote has ${words} words; the maximum is ${MAX_QUOTED_WORDS}`
  const remedy = 'keep a shorter fragment and paraphrase the rest'
  return [{ file: 'statements.yml', path: [index, 'quote', 'text'], problem, remedy }]
}

/** Replaces the retracted words in a correction of an accusation. */
export const WORDING_REMOVED = 'wording removed'

/**
 * Checks what may be shown without the rest of the topic: one lead per group, no accusation against an identifiable person,
 * and no retracted words about a person.
 */
export function checkExcerpts(authored: Authored): Finding[] {
  return [...checkLeads(authored), ...checkAccusations(authored), ...checkCorrections(authored)]
}

/** Allows one lead per group, and never an accusation against a person. */
function checkLeads(authored: Authored): Finding[] {
  const { statements, topic } = authored
  const first = new Map<string, string>()
  const check = (file: string, parent: (string | number)[], items: typeof statements | typeof topic.unknowns) =>
    items.flatMap((item, index): Finding[] => {
      if (!item.lead || ('status' in item && !canRead(item, 'status'))) return []
      const path = [...parent, index, 'lead']
      const group = 'status' in item ? item.status : 'unknowns'
      const other = first.get(group)
      if (other !== undefined) {
        const problem = `${other} is already the lead of ${group}`
        return [{ file, path, problem, remedy: 'keep lead: true on one of the two' }]
      }
      first.set(group, item.id)
      if (!('status' in item) || !isAccusation(item, authored)) return []
      const problem = 'an accusation against a person must not represent its group'
      return [{ file, path, problem, remedy: 'make another item the lead' }]
    })
  return [...check('statements.yml', [], statements), ...check('topic.yml', ['unknowns'], topic.unknowns)]
}

/** An event with only accusations counts as one: its name and place would represent them. */
function checkAccusations(authored: Authored): Finding[] {
  const { statements, events } = authored
  const require = (file: string, index: number, problem: string): Finding => ({
    file,
    path: [index],
    problem,
    remedy: 'add standalone: false',
  })
  const alone = statements.flatMap((statement, index) =>
    isAccusation(statement, authored) && statement.standalone === undefined && canRead(statement, 'standalone')
      ? [require('statements.yml', index, 'an accusation against a person must not be shown alone')]
      : [],
  )
  const isEveryEventKnown = canRead(authored, 'statements') && statements.every((one) => canRead(one, 'event'))
  const held = events.flatMap((event, index) => {
    if (!isEveryEventKnown || !canRead(event, 'id', 'standalone')) return []
    const own = statements.filter((statement) => statement.event === event.id)
    const isAccusing = own.length > 0 && own.every((statement) => isAccusation(statement, authored))
    return isAccusing && event.standalone === undefined
      ? [require('events.yml', index, 'an event with only accusations against a person must not be shown alone')]
      : []
  })
  return [...alone, ...held]
}

function checkCorrections({ topic, parties, events, statements }: Authored): Finding[] {
  const delicate = new Set([
    ...parties.people.map(({ id }) => id),
    ...[...events, ...statements].filter(({ standalone }) => standalone === false).map(({ id }) => id),
  ])
  return topic.corrections.flatMap((correction, index) =>
    canRead(correction, 'target', 'before') && delicate.has(correction.target) && correction.before !== WORDING_REMOVED
      ? [
          {
            file: 'topic.yml',
            path: ['corrections', index, 'before'],
            problem: 'this repeats retracted words about a person',
            remedy: `write before: ${WORDING_REMOVED}`,
          },
        ]
      : [],
  )
}
