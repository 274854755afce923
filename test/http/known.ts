/** Values that a service has answers for, by parameter name. */
import type { ItemList, Topic } from '../../data/schema/api.ts'
import { TOPIC, WITHDRAWN } from './topic.ts'

export type Known = Record<string, string[]>

export async function readKnown(origin: string): Promise<Known> {
  const getText = async (path: string) => (await fetch(`${origin}${path}`)).text()
  const getJson = async <Body>(path: string) => JSON.parse(await getText(path)) as Body
  const { items: rows } = await getJson<ItemList<Topic>>('/v1/topics')
  const topics = await Promise.all(rows.map(({ id }) => getJson<Topic>(`/v1/topics/${id}`)))
  const first = await getJson<Topic>(`/v1/topics/${TOPIC}/releases/1`)
  const lists = await Promise.all(
    ['topics', 'events', 'articles', `topics/${TOPIC}/events`, `topics/${TOPIC}/statements`].map((list) =>
      getJson<ItemList<unknown>>(`/v1/${list}?limit=1`),
    ),
  )
  const document = await getJson<{ components: { schemas: object } }>('/v1/openapi.json')
  const page = await getText('/docs')
  const tag = (await fetch(`${origin}/v1/topics/${TOPIC}`)).headers.get('ETag')
  const collect = (select: (topic: Topic) => { id: string }[]) =>
    [...topics, first].flatMap((topic) => select(topic).map(({ id }) => id))
  return {
    topic: rows.map(({ id }) => id),
    id: [
      ...collect(({ events, statements, articles, people, organizations, corrections }) => [
        ...events,
        ...statements,
        ...articles,
        ...people,
        ...organizations,
        ...corrections,
      ]),
      WITHDRAWN,
    ],
    event: collect(({ events }) => events),
    participant: collect(({ people, organizations }) => [...people, ...organizations]),
    claimant: collect(({ people, organizations }) => [...people, ...organizations]),
    language: ['ar', 'fa', 'en'],
    path: ['topic.json', 'share.png'],
    release: ['1', '2', '3'],
    cursor: lists.flatMap(({ next }) => next ?? []),
    schema: Object.keys(document.components.schemas),
    name: [...page.matchAll(/\/assets\/([\w.-]+)/g)].map((match) => match[1] ?? ''),
    url: rows.flatMap(({ id }) => [
      `${origin}/topics/${id}`,
      `${origin}/embed/${id}`,
      `${origin}/v1/topics/${id}`,
      'https://elsewhere.example/',
    ]),
    format: ['json', 'xml'],
    hash: [(await getJson<{ widget: string }>('/healthz')).widget.slice(0, 16)],
    etag: [tag ?? '"none"'],
  }
}
