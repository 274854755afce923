/** Removes control characters from texts for formats other than JSON, and names the items of a topic. */
import type { Article, Citation, Topic } from '../../schema/api.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g

/**
 * Replaces characters that XML 1.0 (2.2) and iCalendar (RFC 5545, 3.1) forbid, and unpaired surrogates, with U+FFFD. Keeps
 * joiners, combining marks and direction marks: they are text.
 */
export function dropControls(text: string): string {
  return text.toWellFormed().replace(FORBIDDEN, '\ufffd')
}

/** `1 event`, `2 events`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

export interface Names {
  /** A party's or event's name, an article's headline, a statement's text; the id itself if it is unknown. */
  name: (id: string) => string
  article: (id: string) => Article | undefined
  /** The articles that some citations refer to, each once. */
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
