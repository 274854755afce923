/** What a person would call the items of a topic, by id; ids are unique in a topic. */
import type { Article, Citation, Topic } from '../../schema/api.ts'

export interface Names {
  /** A party's or event's name, an article's headline, a statement's text; the id itself for what is not there. */
  name: (id: string) => string
  article: (id: string) => Article | undefined
  /** The articles behind some citations, each once. */
  listArticles: (citations: Citation[]) => Article[]
}

export function createNames(topic: Topic): Names {
  const named = [...topic.people, ...topic.organizations, ...topic.events].map(({ id, name }) => [id, name] as const)
  const texts = [...topic.statements, ...topic.unknowns].map(({ id, text }) => [id, text] as const)
  const headlines = topic.articles.map(({ id, headline }) => [id, headline] as const)
  const names = new Map([...named, ...texts, ...headlines])
  const articles = new Map(topic.articles.map((article) => [article.id, article]))
  const name = (id: string) => names.get(id) ?? id
  return {
    name,
    article: (id) => articles.get(id),
    listArticles: (citations) =>
      topic.articles.filter(({ id }) => citations.some((citation) => citation.article === id)),
  }
}
