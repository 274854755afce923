import type { Authored } from '../authored.ts'
import { listCitations } from '../checks/locators.ts'
import { verifyLocator } from '../citations.ts'
import { sha256Hex } from '../sha256.ts'
import { describeTopic } from './check.ts'
import { type Command, TOPIC_OPTIONS } from './command.ts'
import { readBody } from './sources.ts'
import { loadTopics, TOPICS_FOLDER } from './topics.ts'

export const verify: Command = {
  usage: 'verify [TOPIC ...] --sources DIR',
  summary: 'check every citation against its source',
  options: { ...TOPIC_OPTIONS, sources: { type: 'string' } },
  run: async (ids, { topics = TOPICS_FOLDER, sources }) => {
    if (sources === undefined)
      throw Object.assign(new TypeError('--sources is missing'), { code: 'ERR_MISSING_OPTION' })
    const loaded = await loadTopics(topics, ids)
    let isExact = true
    for (const topic of loaded) {
      const { lines, exact, total } = topic.authored
        ? await verifyTopic(topic.authored, sources)
        : { lines: [describeTopic(topic)], exact: 0, total: 1 }
      for (const line of lines) console.log(line)
      console.log(`${topic.id}: ${exact} of ${total} exact`)
      isExact &&= exact === total && lines.length === 0
    }
    return isExact ? 0 : 1
  },
}

interface Verification {
  lines: string[]
  exact: number
  total: number
}

/** Every citation's passage by position and hash, and every quote verbatim inside a passage that its statement cites. */
async function verifyTopic(authored: Authored, folder: string): Promise<Verification> {
  const lines: string[] = []
  const bodies = new Map<string, string>()
  for (const article of authored.articles) {
    const body = await readBody(article, folder)
    bodies.set(article.id, body)
    if ((await sha256Hex(body)) !== article.textDigest)
      lines.push(`${article.id}: the source has changed (its digest differs)`)
  }
  const citations = listCitations(authored)
  let exact = 0
  for (const { citation, file, path } of citations) {
    const verdict = await verifyLocator(bodies.get(citation.article) ?? '', citation.locator)
    if (verdict === 'exact') exact++
    else lines.push(`${file} ${path.join('.')}: ${verdict} in ${citation.article}`)
  }
  return { lines: [...lines, ...verifyQuotes(authored, bodies)], exact, total: citations.length }
}

function verifyQuotes({ statements }: Authored, bodies: Map<string, string>): string[] {
  return statements.flatMap(({ id, quote, citations }) => {
    const passages = citations.map(
      ({ article, locator }) => bodies.get(article)?.slice(locator.start, locator.end) ?? '',
    )
    if (quote === undefined || passages.some((passage) => passage.includes(quote.text))) return []
    return [`statements.yml ${id}: the quote does not stand in a passage that the statement cites`]
  })
}
