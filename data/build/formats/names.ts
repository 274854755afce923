/** What a person would call the items of a topic, by id; ids are unique in a topic. Words for its fixed vocabularies. */
import type { Article, Citation, Statement, Status, Topic } from '../../wire.ts'

/** The headings of statements, in the order in which a reader needs them; the words are the box's. */
export const STATUS_HEADINGS = {
  agreed: 'What was agreed',
  claimed: 'What was claimed, and by whom',
  disputed: 'What is disputed',
  denied: 'What was denied',
  planned: 'What was to come next',
  reported: 'What was reported',
} as const satisfies Record<Status, string>

export interface Names {
  /** A party's or event's name, an article's headline, a statement's text; the id itself for what is not there. */
  name: (id: string) => string
  article: (id: string) => Article | undefined
  /** The articles behind some citations, each once. */
  listArticles: (citations: Citation[]) => Article[]
  /** Who says so, as reported by whom. */
  attribute: (statement: Statement) => string
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
    attribute: ({ claimant, reportedBy }) => {
      const publisher = articles.get(reportedBy)?.publisher ?? reportedBy
      if (claimant === undefined) return `Reported by ${publisher}`
      const who = name(claimant)
      return who === publisher ? who : `${who}, as reported by ${publisher}`
    },
  }
}
