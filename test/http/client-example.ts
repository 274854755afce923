/** The README's example of a typed client. Its types are generated from the document: see `client.test.ts`. */
import createClient from 'openapi-fetch'
import type { components, paths } from '../../.build/api-types.d.ts'

type Json = 'application/json' | 'application/problem+json'
type Event = components['schemas']['Event']

/** Returns a topic's events, each with the words of its reporter. */
export async function listEvents(origin: string, topic: string): Promise<string[]> {
  const client = createClient<paths, Json>({ baseUrl: origin })
  const { data, error, response } = await client.GET('/v1/topics/{topic}', { params: { path: { topic } } })
  if (error) throw new Error(`${response.status} ${error.title}: ${error.detail ?? ''}`)
  return data.events.map(
    ({ name, startDate, citations }: Event) => `${startDate ?? 'undated'} ${name} (${citations.length})`,
  )
}

/** Returns the first item of a list. In the types, an item may lack any field, since `fields` can omit it. */
export async function findFirstPassage(origin: string, topic: string): Promise<number | undefined> {
  const client = createClient<paths, Json>({ baseUrl: origin })
  const params = { path: { topic }, query: { limit: 1 } }
  const { data } = await client.GET('/v1/topics/{topic}/statements', { params })
  return data?.items[0]?.citations?.[0]?.locator.start
}
