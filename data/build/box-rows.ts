/** Builds the rows of the box: statements by status and claimant, and events as facts. Ids become names and URLs. Pure. */
import { readTextFragment } from '../citations/locate.ts'
import type {
  BoxCitation,
  BoxCitedText,
  BoxClaimant,
  BoxEvent,
  BoxFact,
  BoxGroup,
  BoxReference,
  BoxStatement,
  Topic,
} from '../schema/api.ts'
import type { Article, Citation, CitedText, Event, Party, Statement } from '../schema/entities.ts'
import { STATUS_NAMES, STATUSES } from '../schema/statuses.ts'

/** `limit` is the number of statements per group in addition to the lead. */
export function buildGroups({ statements }: Topic, references: References, limit: number): BoxGroup[] {
  const byStatus = Map.groupBy(statements, ({ status }) => status)
  const groups: BoxGroup[] = []
  for (const status of STATUS_NAMES) {
    const ofStatus = byStatus.get(status)
    if (!ofStatus) continue
    const { isContested } = STATUSES[status]
    const [lead, ...others] = leadFirst(ofStatus)
    const shown = [...(lead ? [lead] : []), ...(isContested ? interleaveClaimants(others) : others).slice(0, limit)]
    const byClaimant = Map.groupBy(shown, ({ claimant }) => (isContested ? claimant : undefined))
    const parts = [...byClaimant].map(([claimant, own]) => ({
      ...nameClaimant(claimant, references),
      statements: own.map((statement) => buildStatement(statement, references)),
    }))
    groups.push({ status, count: ofStatus.length, parts })
  }
  return groups
}

/** Orders statements by claimant in turn, so that a frequent claimant does not displace the others. */
function interleaveClaimants(statements: Statement[]): Statement[] {
  const said = new Map<string | undefined, number>()
  const turns = new Map<Statement, number>()
  for (const statement of statements) {
    const round = said.get(statement.claimant) ?? 0
    said.set(statement.claimant, round + 1)
    // A statement that must not be shown alone comes last: here it could be the only one of its claimant.
    turns.set(statement, isStandalone(statement) ? round : round + statements.length)
  }
  return statements.toSorted((a, b) => (turns.get(a) ?? 0) - (turns.get(b) ?? 0))
}

/** Returns the claimant with the first of its roles; empty if no claimant is named. */
export function nameClaimant(id: string | undefined, references: References): { claimant?: BoxClaimant } {
  const party = references.party(id)
  return party ? { claimant: { id: party.id, name: party.name, roleName: party.roles[0]?.roleName ?? '' } } : {}
}

/** Resolves the ids of a statement to names. A claimant that is the outlet itself is left out. */
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

export function buildEvent(event: Event, references: References): BoxEvent {
  const { id, name, startDate, endDate, datePrecision } = event
  return {
    id,
    name,
    ...(startDate && { startDate }),
    ...(endDate && { endDate }),
    datePrecision,
    facts: listFacts(event, references),
  }
}

/** Lists what the sources say about the event. The event's own citations support all facts. */
export function listFacts(event: Event, references: References): BoxFact[] {
  const { description, location, participants } = event
  const facts: BoxFact[] = [
    { term: 'what', values: [{ text: description, citations: references.citations(event.citations) }] },
  ]
  const add = (term: BoxFact['term'], text: string | undefined, note?: string) => {
    if (text === undefined) return
    const value = { text, ...(note && { note }), citations: [] }
    const last = facts.at(-1)
    if (last?.term === term) last.values.push(value)
    else facts.push({ term, values: [value] })
  }
  add('part of', references.event(event.superEvent)?.name)
  add('where', location?.name, location?.basis)
  for (const { party, roleName } of participants) add('who', references.party(party)?.name, roleName)
  add('outcome', event.outcome)
  add('date basis', event.dateBasis)
  return facts
}

interface Marked {
  /** Represents its group. */
  lead?: true
  /** False: never shown alone. */
  standalone?: false
}

/** Sorts items: the lead, then the ones that may be shown alone, then the others. Keeps their order otherwise. */
export function leadFirst<Item extends Marked>(items: Item[]): Item[] {
  const lead = items.find((item) => item.lead) ?? items.find(isStandalone) ?? items[0]
  const rank = (item: Item) => (item === lead ? 0 : isStandalone(item) ? 1 : 2)
  return items.toSorted((a, b) => rank(a) - rank(b))
}

/** Returns whether an item may be shown alone: as a card, a notification or an indexed page. */
export function isStandalone({ standalone }: Marked): boolean {
  return standalone !== false
}

export interface References {
  event: (id: string | undefined) => Event | undefined
  party: (id: string | undefined) => Party | undefined
  article: (id: string | undefined) => Article | undefined
  /** Ids of the articles cited so far. */
  cited: Set<string>
  citations: (citations: Citation[]) => BoxCitation[]
  citedText: (sentence: CitedText) => BoxCitedText
  /** Returns an object with this property, or an empty one. */
  named: <Key extends string>(key: Key, item: BoxReference | undefined) => { [key in Key]?: BoxReference }
}

/** Creates lookups by id, and receipts from citations. Records in `cited` every article cited through it. */
export function createReferences(topic: Topic): References {
  const article = createFinder(topic.articles)
  const names = new Map(topic.articles.map(({ id, publisher }) => [id, shortenPublisher(publisher, topic)]))
  const cited = new Set<string>()
  /** Returns one receipt per article, in the order of citation. It links to the first passage cited from the article. */
  const citations = (all: Citation[]) => {
    const marks: BoxCitation[] = []
    for (const citation of all) {
      const { id, url } = article(citation.article) ?? {}
      if (id === undefined || marks.some((mark) => mark.article === id)) continue
      cited.add(id)
      const fragment = readTextFragment(citation)
      const passage = url && fragment ? `${url.split('#')[0]}#:~:text=${fragment}` : url
      marks.push({ article: id, name: names.get(id) ?? '', url: passage ?? `#${id}` })
    }
    return marks
  }
  return {
    event: createFinder(topic.events),
    party: createFinder(topic.people, topic.organizations),
    article,
    cited,
    citations,
    citedText: (sentence) => ({ text: sentence.text, citations: citations(sentence.citations) }),
    named: (key, item) =>
      item ? ({ [key]: { id: item.id, name: item.name } } as { [name in typeof key]: BoxReference }) : {},
  }
}

function createFinder<Item extends { id: string }>(...lists: Item[][]): (id: string | undefined) => Item | undefined {
  const byId = new Map<string | undefined, Item>()
  for (const items of lists) for (const item of items) byId.set(item.id, item)
  return (id) => byId.get(id)
}

/** Returns the outlet's initials if the topic lists them, otherwise its name. */
export function shortenPublisher(publisher: string, { organizations }: Topic): string {
  const outlet = organizations.find(({ name }) => name === publisher)
  return outlet?.alternateName.find(isInitials) ?? publisher
}

/**
 * Checks for two to six capitals. Not a regular expression: compiling one with a Unicode property takes longer than checking
 * the outlets of a page.
 */
function isInitials(name: string): boolean {
  return name.length >= 2 && name.length <= 6 && [...name].every((letter) => letter !== letter.toLowerCase())
}
