/**
 * Example responses, made from the real topic and shortened: each list has as few items as its schema allows. The same content
 * gives the same examples.
 */

import { buildBox } from '../../data/build/box.ts'
import { compareTopics } from '../../data/build/changes.ts'
import { buildTopic } from '../../data/build/topic.ts'
import { ORIGIN_PLACEHOLDER } from '../../data/build/urls.ts'
import { loadTopics, TOPICS_FOLDER } from '../../data/cli/topics.ts'
import type { Box, ChangeItem, ItemList, ReleaseRow, SearchResults, Topic, TopicRow } from '../../data/schema/api.ts'
import { COLLECTION_NAMES, type CollectionName } from '../../data/schema/collections.ts'
import { type ListName, listItems } from '../../data/schema/lists.ts'
import { STORE_FORMAT } from '../../data/store/records.ts'
import { listEntryPoints } from '../lists/sources.ts'

export const EXAMPLE_TOPIC = 'us-iran-iraq-talks'
const PUBLISHED = '2026-11-02T09:30:00Z'
const MIN_SUMMARY_SENTENCES = 3

/** Collections that have their own examples. */
const NOTHING = { events: [], statements: [], people: [], organizations: [], articles: [] }

type AllExamples = ReturnType<typeof createExamples>
export type ExampleName = keyof AllExamples
export type Examples = { [Name in ExampleName]?: AllExamples[Name] | undefined }

/** Resolves without examples while the topic has findings: unfinished content must not break the build. */
export async function readExamples(): Promise<Examples> {
  const [loaded] = await loadTopics(TOPICS_FOLDER, [EXAMPLE_TOPIC])
  if (!loaded?.authored) {
    console.warn(`the reference has no examples: ${EXAMPLE_TOPIC} has findings (npm run data -- check)`)
    return {}
  }
  return createExamples(buildTopic(loaded.authored, { release: 1, datePublished: PUBLISHED, dateModified: PUBLISHED }))
}

function createExamples(whole: Topic) {
  const topic = shorten(whole)
  const { id, name, temporalCoverage, release, datePublished, dateModified } = topic
  const row: TopicRow = { id, name, temporalCoverage, release, datePublished, dateModified }
  const releases: ReleaseRow[] = [
    { release, datePublished: PUBLISHED, published: PUBLISHED, isCurrent: true, since: [PUBLISHED] },
  ]
  const before = { ...topic, unknowns: [] }
  const lists = listItems<object>(whole, (item) => item)
  const items = Object.fromEntries(
    COLLECTION_NAMES.map((collection) => [
      collection,
      topic[collection].map((item) => ({
        topic: id,
        ...item,
        [collection === 'articles' ? 'recordUrl' : 'url']:
          `${ORIGIN_PLACEHOLDER}/v1/topics/${id}/${collection}/${item.id}`,
      })),
    ]),
  ) as Record<CollectionName, object[]>
  return {
    entryPoints: listEntryPoints(ORIGIN_PLACEHOLDER),
    topics: { items: [{ ...row, url: `${ORIGIN_PLACEHOLDER}/v1/topics/${id}` }], total: 1 },
    search: createSearchExample(whole),
    changeItems: {
      items: [
        {
          topic: id,
          release,
          datePublished: PUBLISHED,
          part: 'topic',
          id,
          label: name,
          kind: 'added',
          url: `${ORIGIN_PLACEHOLDER}/v1/topics/${id}/releases/${release}/changes`,
          page: `${ORIGIN_PLACEHOLDER}/topics/${id}`,
        },
      ],
      total: 1,
    } satisfies ItemList<ChangeItem>,
    topic: { ...topic, ...NOTHING, events: topic.events },
    box: createBoxExample(buildBox(topic)),
    event: items.events[0],
    statement: items.statements[0],
    person: items.people[0],
    organization: items.organizations[0],
    ...(Object.fromEntries(
      Object.entries(listItems(items, (item) => item)).map(([name, some]) => [
        name,
        { items: some, total: lists[name as ListName].length },
      ]),
    ) as Record<ListName, ItemList<object>>),
    releases: { items: releases, total: releases.length },
    health: {
      status: 'pass',
      version: 'local',
      widget: '0'.repeat(64),
      formats: [STORE_FORMAT],
      kv: { reachable: true },
      signed: true,
      index: { bound: true, reachable: true, topics: 1 },
    },
    oembed: {
      version: '1.0',
      type: 'rich',
      title: name,
      provider_name: 'Fact box',
      provider_url: ORIGIN_PLACEHOLDER,
      cache_age: 60,
      html: `<blockquote class="wp-embedded-content"><a href="${ORIGIN_PLACEHOLDER}/topics/${id}">${name}</a></blockquote><iframe class="wp-embedded-content" src="${ORIGIN_PLACEHOLDER}/embed/${id}" title="${name}" width="640" height="480" loading="lazy" frameborder="0"></iframe><script async src="${ORIGIN_PLACEHOLDER}/frame.js"></script>`,
      width: 640,
      height: 480,
      thumbnail_url: `${ORIGIN_PLACEHOLDER}/v1/topics/${id}/share.png`,
      thumbnail_width: 1200,
      thumbnail_height: 630,
    },
    changes: compareTopics(before, { ...topic, release: 2 }),
  }
}

function createSearchExample({ id, name, people }: Topic): SearchResults {
  const [person] = people
  if (!person) return { items: [], total: 0, kinds: [], topics: [] }
  return {
    items: [
      {
        kind: 'person',
        topic: id,
        id: person.id,
        title: person.name,
        text: person.roles.map(({ roleName }) => roleName).join('; '),
        url: `${ORIGIN_PLACEHOLDER}/v1/topics/${id}/people/${person.id}`,
        page: `${ORIGIN_PLACEHOLDER}/topics/${id}#${person.id}`,
      },
    ],
    total: 1,
    kinds: [{ kind: 'person', count: 1 }],
    topics: [{ topic: id, name, count: 1 }],
  }
}

/** Keeps the first item of every list, at every depth; a summary keeps three sentences, which the schema requires. */
function shorten<Value>(value: Value, key = ''): Value {
  if (Array.isArray(value)) {
    const length = key === 'summary' ? MIN_SUMMARY_SENTENCES : 1
    return value.slice(0, length).map((item) => shorten(item)) as Value
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shorten(inner, name)])) as Value
}

/** Shortens a box to one statement: the schema has the full shape. */
function createBoxExample({ timeline: _, ...box }: Box): Box {
  const [group] = box.groups
  const statements = group?.parts[0]?.statements.slice(0, 1) ?? []
  return {
    ...box,
    abstract: box.abstract.slice(0, 1),
    events: [],
    groups: group ? [{ status: group.status, count: group.count, parts: [{ statements }] }] : [],
    parties: [],
    articles: [],
    unknowns: [],
    corrections: [],
  }
}
