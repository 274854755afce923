import jsonld from 'jsonld'
import { describe, expect, it } from 'vitest'
import { OWN_TERMS } from '../../../data/build/formats/json-ld-context.ts'
import { readAuthored } from '../real-topic.ts'
import { type Built, build, HOSTILE_TEXTS, read, readPersianAuthored, TOPICS } from './topics.ts'

const SCHEMA = 'https://schema.org/'
const OWN = 'https://origin.invalid/vocabulary#'

/** The schema.org properties that the file may use; a misspelt one would be an undefined term. */
const SCHEMA_TERMS = new Set(
  `about abstract alternateName appearance author contentUrl contributor correction creativeWorkStatus creator creditText
  dateModified dateline datePublished description distribution encodingFormat endDate firstAppearance genre hasPart
  headline inLanguage isAccessibleForFree isBasedOn isPartOf license location mentions name publisher roleName sameAs
  sha256 spokenByCharacter startDate subjectOf superEvent temporalCoverage text url version`.split(/\s+/),
)

type Expanded = Record<string, unknown>

async function expand(built: Built): Promise<Expanded[]> {
  const documentLoader = (url: string) => Promise.reject(new Error(`the file asks for ${url}`))
  const document = JSON.parse(read(built, 'topic.jsonld'))
  // The library's types lack this option.
  const options = { safe: true, documentLoader }
  return (await jsonld.expand(document, options)) as unknown as Expanded[]
}

/** Lists every key that is not a JSON-LD keyword. */
function listKeys(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(listKeys)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [...(key.startsWith('@') ? [] : [key]), ...listKeys(inner)])
}

const find = (graph: Expanded[], id: string) => graph.find((node) => node['@id'] === id) ?? {}
const address = (path: string) => `https://origin.invalid/v1/topics/us-iran-iraq-talks${path}`

describe('topic.jsonld', () => {
  it.each(TOPICS)('expands without the network and loses no term: %s', async (_, create) => {
    const built = create()
    const graph = await expand(built)
    const written = listKeys(JSON.parse(read(built, 'topic.jsonld'))['@graph'])
    const expanded = listKeys(graph).map((key) => key.replace(SCHEMA, '').replace(OWN, ''))
    expect(expanded.toSorted()).toEqual(written.toSorted())
  })

  it.each(TOPICS)('uses only terms of schema.org and its own: %s', async (_, create) => {
    for (const key of new Set(listKeys(await expand(create())))) {
      const isKnown = key.startsWith(OWN)
        ? key.slice(OWN.length) in OWN_TERMS
        : SCHEMA_TERMS.has(key.slice(SCHEMA.length))
      expect(isKnown, key).toBe(true)
    }
  })

  it.each(TOPICS)('has a node for every item, and no dangling reference: %s', async (_, create) => {
    const built = create()
    const ids = new Set((await expand(built)).map((node) => node['@id']))
    const { events, people, organizations, articles, statements, unknowns, corrections } = built.topic
    const quotes = statements.filter(({ quote }) => quote)
    const items = [events, people, organizations, articles, statements, unknowns, corrections, quotes].flat()
    expect(ids.size).toBe(items.length + 1)
    const text = read(built, 'topic.jsonld')
    for (const [, id] of text.matchAll(/\{"@id":"([^"]+)"\}/g))
      if (!id?.includes('/vocabulary#')) expect(ids).toContain(id)
  })

  it('types dates, and gives bounds instead of a false date', async () => {
    const graph = await expand(build(readAuthored()))
    const day = (value: string) => [{ '@type': `${SCHEMA}Date`, '@value': value }]
    expect(find(graph, address('/events/first-round'))).toMatchObject({ [`${SCHEMA}startDate`]: day('2007-05-28') })
    const approximate = find(graph, address('/events/ncri-statement'))
    expect(approximate).toMatchObject({
      [`${OWN}earliestDate`]: day('2007-05-27'),
      [`${OWN}latestDate`]: day('2007-05-31'),
    })
    expect(approximate).not.toHaveProperty([`${SCHEMA}startDate`])
    const time = [{ '@type': `${SCHEMA}DateTime`, '@value': '2026-11-02T09:00:00Z' }]
    expect(find(graph, address(''))).toMatchObject({
      [`${SCHEMA}datePublished`]: time,
      [`${SCHEMA}dateModified`]: time,
    })
  })

  it('says who claims what, where it appeared, and who wrote the words', async () => {
    const graph = await expand(build(readAuthored()))
    const claim = address('/statements/actions-not-principles')
    expect(find(graph, claim)).toMatchObject({
      '@type': [`${SCHEMA}Claim`],
      [`${SCHEMA}author`]: [{ '@id': address('/people/ryan-crocker') }],
      [`${SCHEMA}appearance`]: [{ '@id': address('/articles/iran-focus-crocker-meeting') }],
      [`${OWN}status`]: [{ '@value': 'claimed' }],
    })
    expect(find(graph, `${claim}#quote`)).toMatchObject({
      '@type': [`${SCHEMA}Quotation`],
      [`${SCHEMA}creator`]: [{ '@id': address('/people/ryan-crocker') }],
    })
    expect(find(graph, address('/articles/voa-talks-on-iraq'))['@type']).toEqual([`${SCHEMA}OpinionNewsArticle`])
  })

  it('is safe between script tags, and returns every text unchanged', () => {
    for (const text of HOSTILE_TEXTS) {
      const authored = readPersianAuthored()
      authored.topic.name = text
      const content = read(build(authored), 'topic.jsonld')
      expect(content).not.toContain('<')
      expect(JSON.parse(content)['@graph'][0].name).toBe(text)
    }
  })
})
