/** Who is who, and what it all rests on. */
import type { Article, Party } from '../../schema/api.ts'
import { describeDate } from './dates.ts'
import { type Blocks, type Context, list, section } from './markdown-blocks.ts'
import { escapeMarkdown, writeLink } from './markdown-text.ts'

const GENRES = {
  news: 'News',
  editorial: 'Editorial',
  analysis: 'Analysis',
  document: 'Document',
  'press release': 'Press release',
  transcript: 'Transcript',
} as const satisfies Record<Article['genre'], string>

export function describeParties(context: Context): Blocks {
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

export function describeSources(context: Context): Blocks {
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
