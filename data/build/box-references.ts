/** Ids of a topic as the names and addresses that the box shows for them. Pure. */
import { readTextFragment } from '../citations/locate.ts'
import type { BoxCitation, BoxCitedText, BoxReference, Topic } from '../schema/api.ts'
import type { Article, Citation, CitedText, Event, Party } from '../schema/entities.ts'

export interface References {
  event: (id: string | undefined) => Event | undefined
  party: (id: string | undefined) => Party | undefined
  article: (id: string | undefined) => Article | undefined
  /** Ids of the articles that were cited so far. */
  cited: Set<string>
  citations: (citations: Citation[]) => BoxCitation[]
  citedText: (sentence: CitedText) => BoxCitedText
  /** A property of that name, or none. */
  named: <Key extends string>(key: Key, item: BoxReference | undefined) => { [key in Key]?: BoxReference }
}

export function createReferences(topic: Topic): References {
  const article = createFinder(topic.articles)
  const cited = new Set<string>()
  const citations = (all: Citation[]) =>
    keepFirstOfEachArticle(all).flatMap((citation) => {
      const source = article(citation.article)
      if (!source) return []
      cited.add(source.id)
      return [buildCitation(citation, source, topic)]
    })
  return {
    event: createFinder(topic.events),
    party: createFinder([...topic.people, ...topic.organizations]),
    article,
    cited,
    citations,
    citedText: (sentence) => ({ text: sentence.text, citations: citations(sentence.citations) }),
    named: (key, item) =>
      item ? ({ [key]: { id: item.id, name: item.name } } as { [name in typeof key]: BoxReference }) : {},
  }
}

function createFinder<Item extends { id: string }>(items: Item[]): (id: string | undefined) => Item | undefined {
  const byId = new Map(items.map((item) => [item.id, item]))
  return (id) => (id === undefined ? undefined : byId.get(id))
}

/** One mark an article, in the order of the text: the first passage is where its mark leads. */
function keepFirstOfEachArticle(citations: Citation[]): Citation[] {
  return citations.filter(({ article }, index) => citations.findIndex((other) => other.article === article) === index)
}

function buildCitation(citation: Citation, { id, publisher, url }: Article, topic: Topic): BoxCitation {
  const fragment = readTextFragment(citation)
  const passage = url && fragment ? `${url.split('#')[0]}#:~:text=${fragment}` : url
  return { article: id, name: shortenPublisher(publisher, topic), url: passage ?? `#${id}` }
}

/** The initials by which the outlet is known, where the topic has them. */
export function shortenPublisher(publisher: string, { organizations }: Topic): string {
  const outlet = organizations.find(({ name }) => name === publisher)
  return outlet?.alternateName.find((name) => /^\p{Lu}{2,6}$/u.test(name)) ?? publisher
}
