import { stringify } from 'yaml'
import { createLocator, createTextFragmentUrl, findPassages } from '../citations.ts'
import type { Citation } from '../entities.ts'
import { type Command, report, TOPIC_OPTIONS, UsageError } from './command.ts'
import { readBody } from './sources.ts'
import { loadArticles, TOPICS_FOLDER } from './topics.ts'

export const cite: Command = {
  usage: 'cite ARTICLE "WORDS" --sources DIR [--json]',
  summary: 'print the citation of a passage, ready to paste',
  options: { ...TOPIC_OPTIONS, sources: { type: 'string' } },
  run: async ([id, words], options) => {
    const { topics = TOPICS_FOLDER, sources } = options
    if (id === undefined || words === undefined || sources === undefined) {
      throw new UsageError('an article, the words and --sources are needed')
    }
    const articles = await loadArticles(topics)
    const article = articles.find((candidate) => candidate.id === id)
    if (!article)
      return complain(`there is no article ${id}; there are ${articles.map((candidate) => candidate.id).join(', ')}`)
    const reading = await readBody(article, sources)
    if (reading.kind === 'unreadable') return complain(reading.problem)
    const { body } = reading
    const [place, ...others] = findPassages(body, words)
    if (!place)
      return complain(`these words do not stand in ${id}; copy them from the source, quotation marks included`)
    if (others.length > 0)
      return complain(`these words stand ${others.length + 1} times in ${id}; take more of the sentence`)
    const citation: Citation = {
      article: id,
      locator: await createLocator(body, place.start, place.end),
      ...(article.url === undefined
        ? {}
        : { textFragmentUrl: createTextFragmentUrl(article.url, body.slice(place.start, place.end)) }),
    }
    report(options, citation, stringify([citation], { lineWidth: 0 }))
    return 0
  },
}

function complain(problem: string): number {
  console.error(problem)
  return 1
}
