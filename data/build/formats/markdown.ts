/** `topic.md`: the topic as a document to read, with numbered receipts after every sentence. CommonMark, no HTML. */
import { splitAtQuotation } from '../../citations/quotation.ts'
import type { Article, Correction, Event, Party, Statement, Topic } from '../../schema/api.ts'
import { STATUS_NAMES, STATUSES, UNKNOWNS_HEADING } from '../../schema/statuses.ts'
import { describeDate, describeEventDate } from '../dates.ts'
import { pageUrl } from '../urls.ts'
import {
  type Blocks,
  type Context,
  createReceipts,
  escapeMarkdown,
  list,
  type Receipts,
  section,
  writeLink,
} from './markdown-text.ts'
import { createNames, type Names } from './text.ts'

export function buildMarkdown(topic: Topic): string {
  const context: Context = { topic, names: createNames(topic), receipts: createReceipts(topic) }
  const blocks = [
    ...describeHead(context),
    ...describeTimeline(context),
    ...describeStatements(context),
    ...describeParties(context),
    ...describeUnknowns(context),
    ...describeSources(context),
    ...describeCorrections(context),
    ...describeLicense(topic),
    '## Receipts',
    'Each number above leads to its passage. A passage is named by its place in the normalised text of the article, in UTF-16 code units, and by the digest of its UTF-8 bytes.',
    ...context.receipts.list(),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function describeHead({ topic, receipts }: Context): Blocks {
  const also = topic.alternateName.map(escapeMarkdown).join('; ')
  const period = topic.temporalCoverage.split('/').map(describeDate).join(' to ')
  return [
    `# ${escapeMarkdown(topic.name)}`,
    topic.draft ? '**Draft: this has not been published.**' : '',
    also && `Also: ${also}`,
    ...topic.abstract.map(({ text, citations }) => `${escapeMarkdown(text)}${receipts.cite(citations)}`),
    list([
      `Period: ${period}`,
      `Release ${topic.release}, published ${topic.dateModified}; first published ${topic.datePublished}`,
      writeLink('The current release as a page', pageUrl(topic.id)),
    ]),
  ]
}

function describeTimeline(context: Context): Blocks {
  return ['## Timeline', ...context.topic.events.flatMap((event) => describeEvent(context, event))]
}

function describeEvent({ names, receipts }: Context, event: Event): Blocks {
  const { location, outcome, superEvent } = event
  const date = describeEventDate(event)
  const who = event.participants.map(({ party, roleName }) => escapeMarkdown(`${names.name(party)} (${roleName})`))
  const facts = [
    `Date basis: ${escapeMarkdown(event.dateBasis)}`,
    location && `Where: ${escapeMarkdown(location.name)}.${location.basis ? ` ${escapeMarkdown(location.basis)}` : ''}`,
    who.length === 0 ? undefined : `Who: ${who.join('; ')}`,
    outcome && `Outcome: ${escapeMarkdown(outcome)}`,
    superEvent && `Part of: ${escapeMarkdown(names.name(superEvent))}`,
  ]
  return [
    `### ${date}: ${escapeMarkdown(event.name)}`,
    `${escapeMarkdown(event.description)}${receipts.cite(event.citations)}`,
    list(facts),
  ]
}

function describeStatements({ topic, names, receipts }: Context): Blocks {
  return STATUS_NAMES.flatMap((status) => {
    const statements = topic.statements.filter((statement) => statement.status === status)
    const items = statements.map((statement) => describeStatement(statement, names, receipts))
    return section(`## ${STATUSES[status].heading}`, items)
  })
}

/** The sentence names speaker and outlet. A quote that is not part of it follows, with its speaker if that is not the claimant. */
function describeStatement({ text, quote, claimant, citations }: Statement, names: Names, receipts: Receipts): string {
  const follows = quote && !splitAtQuotation(text, quote)
  const speaker = follows && quote.spokenBy !== claimant ? ` (${escapeMarkdown(names.name(quote.spokenBy))})` : ''
  const quotation = follows ? ` “${escapeMarkdown(quote.text)}”${speaker}` : ''
  return `${escapeMarkdown(text)}${quotation}${receipts.cite(citations)}`
}

function describeUnknowns({ topic, names }: Context): Blocks {
  const items = topic.unknowns.map(({ text, event }) => {
    const about = event === undefined ? '' : ` (${escapeMarkdown(names.name(event))})`
    return `${escapeMarkdown(text)}${about}`
  })
  return section(`## ${UNKNOWNS_HEADING}`, items)
}

function describeCorrections({ topic, names }: Context): Blocks {
  const describe = ({ date, kind, target, before, after, reason, release }: Correction) =>
    [
      `${describeDate(date)}, ${kind} in release ${release}: ${escapeMarkdown(names.name(target))}`,
      `  - Before: ${escapeMarkdown(before)}`,
      `  - Now: ${escapeMarkdown(after)}`,
      `  - Reason: ${escapeMarkdown(reason)}`,
    ].join('\n')
  return section('## Corrections', topic.corrections.map(describe))
}

function describeLicense({ attributionText, license }: Topic): Blocks {
  return ['## Licence', `${escapeMarkdown(attributionText)}. ${writeLink(license, license)}`]
}

const GENRES = {
  news: 'News',
  editorial: 'Editorial',
  analysis: 'Analysis',
  document: 'Document',
  'press release': 'Press release',
  transcript: 'Transcript',
} as const satisfies Record<Article['genre'], string>

function describeParties(context: Context): Blocks {
  const { people, organizations } = context.topic
  const describe = (parties: Party[]) => parties.map((party) => describeParty(context, party))
  return [
    '## Who is who',
    ...section('### People', describe(people)),
    ...section('### Organisations', describe(organizations)),
  ]
}

function describeParty({ receipts }: Context, { name, alternateName, roles, sameAs }: Party): string {
  const also = alternateName.length > 0 ? ` (also: ${alternateName.map(escapeMarkdown).join('; ')})` : ''
  const played = roles.map(({ roleName, citations }) => `${escapeMarkdown(roleName)}${receipts.cite(citations)}`)
  const same = sameAs.map((url) => ` ${writeLink(url, url)}`).join('')
  return `**${escapeMarkdown(name)}**${also}: ${played.join('; ')}${same}`
}

function describeSources(context: Context): Blocks {
  return ['## Sources', ...context.topic.articles.flatMap((article) => describeSource(context, article))]
}

function describeSource({ receipts }: Context, article: Article): Blocks {
  const { publisher, genre, dateline, datePublished, dateBasis, inLanguage, url, outletNote } = article
  const published = datePublished === undefined ? 'no date given' : describeDate(datePublished)
  const facts = [
    `Publisher: ${escapeMarkdown(publisher)}`,
    `Kind: ${GENRES[genre]}`,
    `Language: ${inLanguage}`,
    dateline && `Dateline: ${escapeMarkdown(dateline)}`,
    `Published: ${published}.${dateBasis ? ` ${escapeMarkdown(dateBasis)}` : ''}`,
    url && `Address: ${writeLink(url, url)}`,
    `Our note: ${escapeMarkdown(outletNote.text)} ${escapeMarkdown(outletNote.basis)}${outletNote.url ? ` ${writeLink(outletNote.url, outletNote.url)}` : ''}`,
  ]
  const summary = article.summary.map(({ text, citations }) => `${escapeMarkdown(text)}${receipts.cite(citations)}`)
  return [`### ${escapeMarkdown(article.headline)}`, list(facts), summary.join(' ')]
}
