/** The real topic grown: as many events and statements as a story of years has, most of them copies under other ids and dates. */
import type { Authored } from '../../data/schema/authored.ts'

const DAY_MS = 86_400_000
const FIRST_DAY = Date.UTC(2007, 7, 1)

export interface Size {
  events: number
  statements: number
  articles: number
  people: number
}

/** `apart` is how many days lie between one copied event and the next. */
export function growTopic(authored: Authored, size: Size, apart = 3): Authored {
  const { events, statements, articles, parties, topic } = authored
  const moreEvents = copy(events.slice(0, 1), size.events - events.length, (event, index) => ({
    ...event,
    id: `event-${index}`,
    name: `${event.name}, ${index}`,
    startDate: new Date(FIRST_DAY + index * apart * DAY_MS).toISOString().slice(0, 10),
  }))
  const moreStatements = copy(statements, size.statements - statements.length, (statement, index) => ({
    ...statement,
    id: `statement-${index}`,
    event: moreEvents[index % moreEvents.length]?.id ?? '',
  }))
  const moreArticles = copy(articles, size.articles - articles.length, (article, index) => ({
    ...article,
    id: `article-${index}`,
    publisher: `${article.publisher} ${index}`,
  }))
  const morePeople = copy(parties.people, size.people - parties.people.length, (party, index) => ({
    ...party,
    id: `person-${index}`,
    name: `${party.name} ${index}`,
  }))
  return {
    ...authored,
    topic: { ...topic, id: `${topic.id}-grown` },
    events: [...events, ...moreEvents],
    statements: [...statements, ...moreStatements],
    articles: [...articles, ...moreArticles],
    parties: { ...parties, people: [...parties.people, ...morePeople] },
  }
}

function copy<Item>(items: Item[], count: number, change: (item: Item, index: number) => Item): Item[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => change(items[index % items.length] as Item, index))
}
