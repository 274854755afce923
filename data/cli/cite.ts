import { stringify } from 'yaml'
import { type Failure, fail } from '../checks/finding.ts'
import { createCitation, findPassages, normaliseText } from '../citations/locate.ts'
import type { Citation } from '../schema/entities.ts'
import { type Command, report, TOPIC_OPTIONS, UsageError } from './command.ts'
import { checkFolder, readBody } from './sources.ts'
import { type CitableArticle, findTopicsFolder, loadArticles } from './topics.ts'

export const cite: Command = {
  usage: 'cite TOPIC ARTICLE "WORDS" --sources DIR [--json]',
  maxWords: 3,
  summary: 'print the citation of a passage, ready to paste',
  options: {
    ...TOPIC_OPTIONS,
    sources: { type: 'string', value: 'DIR', description: 'the folder of the saved sources' },
  },
  run: async ([topic, id, words], options) => {
    const { sources } = options
    const topics = findTopicsFolder(options.topics)
    if (topic === undefined || id === undefined || words === undefined || sources === undefined)
      throw new UsageError('a topic, an article, the words and --sources are needed')
    await checkFolder(sources)
    const articles = await loadArticles(topics, topic)
    const article = articles.find((candidate) => candidate.id === id)
    if (!article)
      return complain(
        `there is no article ${id} in ${topic}; there are ${articles.map((candidate) => candidate.id).join(', ') || 'none'}`,
      )
    const reading = await readBody(article, sources)
    if (reading.kind === 'unreadable') return complain(reading.problem)
    const citation = await citePassage(article, reading.body, words)
    if ('kind' in citation) return complain(citation.problem)
    report(options, citation, stringify([citation], { lineWidth: 0 }).trimEnd())
    return 0
  },
}

/** Cites the only place where `words` occur in an article's normalised body. */
async function citePassage(
  article: Pick<CitableArticle, 'id' | 'url'>,
  body: string,
  words: string,
): Promise<Citation | Failure> {
  const [place, ...others] = findPassages(body, words)
  if (!place) {
    // Quotation marks, apostrophes and dashes have many forms. `fold` keeps the length, so offsets stay valid.
    const [alike] = findPassages(fold(body), fold(words))
    const remedy = alike
      ? `it has them as: ${body.slice(alike.start, alike.end)}`
      : 'copy them from the source, quotation marks included'
    return fail(`${article.id} does not contain these words; ${remedy}`)
  }
  if (others.length > 0)
    return fail(`these words occur ${others.length + 1} times in ${article.id}; give more of the sentence`)
  return createCitation(article, body, place)
}

const fold = (text: string) =>
  normaliseText(text)
    .replace(/[‘’‚‛′]/gu, "'")
    .replace(/[“”„‟″«»]/gu, '"')
    .replace(/[‐-―−]/gu, '-')
    .replace(/\p{Lu}/gu, (letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter))

function complain(problem: string): number {
  console.error(problem)
  return 1
}
