/** `verify`: checks that every citation and quote occurs in its source. */
import { type Assertion, listAssertions } from '../citations/assertions.ts'
import { sha256Hex } from '../citations/sha256.ts'
import { type VerifiedAssertion, verifyAssertions } from '../citations/verify.ts'
import type { Authored } from '../schema/authored.ts'
import { type Command, report, TOPIC_OPTIONS, UsageError } from './command.ts'
import { checkFolder, readBody } from './sources.ts'
import { removeStamp, writeStamp } from './stamp-file.ts'
import { findTopicsFolder, isChecked, type LoadedTopic, loadNamedOrAll } from './topics.ts'
import { verifyHistory } from './verify-history.ts'
import {
  type CitationReport,
  describeReport,
  type QuoteReport,
  type Report,
  type SourceReport,
} from './verify-report.ts'

export const verify: Command = {
  usage: 'verify [TOPIC ...] --sources DIR [--list] | --remote HOST [--since HEAD] [--signed-by KEY]',
  maxWords: Number.POSITIVE_INFINITY,
  summary:
    'check every citation and quote against its source, as publish requires; or check the history that a service shows',
  options: {
    ...TOPIC_OPTIONS,
    sources: { type: 'string', value: 'DIR', description: 'the folder of the saved sources' },
    list: { type: 'boolean', description: 'also print each citation and quote that holds' },
    remote: {
      type: 'string',
      value: 'HOST',
      description: 'check the history that this service shows, instead of the sources',
    },
    since: {
      type: 'string',
      value: 'HEAD',
      description: 'with --remote and one topic: a head of its log that an earlier run printed',
    },
    'signed-by': {
      type: 'string',
      value: 'KEY',
      description: 'with --remote: the public key that must have signed; by default those in wrangler.toml for HOST',
    },
  },
  run: async (ids, options) => {
    const { sources, remote, list } = options
    const topics = findTopicsFolder(options.topics)
    if (typeof remote === 'string') return verifyHistory(ids, remote, options)
    if (sources === undefined)
      throw new UsageError('--sources is missing: the folder of the saved sources; or --remote, a host')
    await checkFolder(sources)
    const loaded = await loadNamedOrAll(topics, ids)
    const reports = await Promise.all(loaded.map((topic) => verifyTopic(topic, sources)))
    for (const [i, topic] of loaded.entries()) await stampTopic(topic, reports[i])
    const isVerified = reports.every((topic) => topic.isVerified)
    const text = reports.map((topic, i) => describeReport(topic, loaded[i], list === true)).join('\n')
    report(options, { isVerified, topics: reports }, text)
    return isVerified ? 0 : 1
  },
}

/** Writes or removes the stamp. Keeps it if a source is missing here: it may have been verified elsewhere. */
async function stampTopic(topic: LoadedTopic, verified: Report | undefined): Promise<void> {
  if (!isChecked(topic) || !verified) return
  if (verified.isVerified) await writeStamp(topic)
  else if (verified.sources.every(({ state }) => state !== 'unreadable')) await removeStamp(topic.folder)
}

/** The file of each part of a topic. */
const FILES: Record<string, string> = {
  abstract: 'topic.yml › abstract',
  events: 'events.yml',
  statements: 'statements.yml',
  people: 'parties.yml › people',
  organizations: 'parties.yml › organizations',
  articles: 'articles.yml',
}

/** Verifies every citation by position and hash, and that every quote is verbatim in a passage that its statement cites. */
export async function verifyTopic({ id, authored }: LoadedTopic, folder: string): Promise<Report> {
  if (!authored) return { topic: id, isVerified: false, exact: 0, total: 0, sources: [], citations: [], quotes: [] }
  const { bodies, sources } = await readSources(authored, folder)
  const { topic, parties, articles, events, statements } = authored
  const assertions = listAssertions({ ...parties, abstract: topic.abstract, articles, events, statements })
  const verified = await verifyAssertions(assertions, bodies)
  const citations = verified.flatMap((each) => reportCitations(each, bodies))
  const quotes = verified.flatMap(reportQuotes)
  const exact = citations.filter(({ verdict }) => verdict === 'exact').length
  const isVerified =
    exact === citations.length &&
    sources.every(({ state }) => state === 'unchanged') &&
    quotes.every(({ verdict }) => verdict === 'verbatim')
  return { topic: id, isVerified, exact, total: citations.length, sources, citations, quotes }
}

async function readSources({ articles }: Authored, folder: string) {
  const bodies = new Map<string, string>()
  const sources: SourceReport[] = []
  for (const article of articles) {
    const reading = await readBody(article, folder)
    if (reading.kind === 'unreadable') {
      sources.push({ article: article.id, state: 'unreadable', problem: reading.problem })
      continue
    }
    bodies.set(article.id, reading.body)
    const textDigest = await sha256Hex(reading.body)
    const state = textDigest === article.textDigest ? 'unchanged' : 'changed'
    sources.push({ article: article.id, state, textDigest })
  }
  return { bodies, sources }
}

function reportCitations({ assertion, citations }: VerifiedAssertion, bodies: Map<string, string>): CitationReport[] {
  return citations.map(({ citation: { article, locator }, verification }, index) => ({
    place: `${describePlace(assertion)} › citations › ${index + 1}`,
    article,
    verdict: verification?.verdict ?? 'unchecked',
    locator,
    ...(verification?.verdict === 'moved' ? { movedTo: verification.locator } : {}),
    ...(verification?.verdict === 'missing' && { found: bodies.get(article)?.slice(locator.start, locator.end) ?? '' }),
  }))
}

function reportQuotes({ assertion, isQuoteVerbatim }: VerifiedAssertion): QuoteReport[] {
  if (assertion.quote === undefined) return []
  const verdict = isQuoteVerbatim === undefined ? 'unchecked' : isQuoteVerbatim ? 'verbatim' : 'altered'
  return [{ place: `${describePlace(assertion)} › quote`, text: assertion.quote, verdict }]
}

function describePlace({ place: [collection = '', ...keys] }: Assertion): string {
  return [FILES[collection], ...keys].join(' › ')
}
