import { describe, expect, it } from 'vitest'
import { listAssertions, listPassages } from '../../data/citations/assertions.ts'
import { createLocator, findPassages, normaliseText } from '../../data/citations/locate.ts'
import { findBaseShift, verifyAssertions, verifyLocators } from '../../data/citations/verify.ts'
import type { Locator } from '../../data/schema/entities.ts'
import { readAuthored } from './real-topic.ts'

const BODY = normaliseText(`The mill stood by the weir. Its owner said it would “grind again by spring”. Nobody had
  asked the miller, who was away. The weir needs stones, the council found, and stones cost money.`)
const PASSAGES = [
  'The mill stood by the weir',
  'it would “grind again by spring”',
  'the miller, who was away',
  'The weir needs stones, the council found',
  'stones cost money',
]

const locate = (words: string, body = BODY): Promise<Locator> => {
  const [place] = findPassages(body, words)
  if (!place) throw new Error(`“${words}” does not stand there`)
  return createLocator(body, place.start, place.end)
}
const locators = await Promise.all(PASSAGES.map((words) => locate(words)))
const verdictsIn = async (body: string) => (await verifyLocators(body, locators)).map(({ verdict }) => verdict)

describe('verdicts', () => {
  it('are exact for the text itself, in the order of the locators', async () => {
    expect(await verifyLocators(BODY, locators)).toEqual(locators.map((locator) => ({ verdict: 'exact', locator })))
  })

  it('are missing for exactly the passages over a changed word, when the length stays', async () => {
    expect(await verdictsIn(BODY.replace('away', 'home'))).toEqual(['exact', 'exact', 'missing', 'exact', 'exact'])
  })

  it('are moved for passages after a change of length, with the new place', async () => {
    const edited = BODY.replace('miller', 'old miller')
    const verifications = await verifyLocators(edited, locators)
    expect(verifications.map(({ verdict }) => verdict)).toEqual(['exact', 'exact', 'missing', 'moved', 'moved'])
    expect(verifications[3]).toEqual({ verdict: 'moved', locator: await locate(PASSAGES[3] ?? '', edited) })
    expect(edited.slice(locators[4]?.start, locators[4]?.end)).not.toBe(PASSAGES[4])
  })

  it('are all moved by one distance when words are added before or the beginning is removed', async () => {
    const [, ...rest] = await verifyLocators(BODY.slice(28), locators)
    expect(rest.every((one) => one.verdict === 'moved')).toBe(true)
    const verifications = await verifyLocators(`Menu News Weather ${BODY} More`, locators)
    const shifts = verifications.map((one, i) => 'locator' in one && one.locator.start - (locators[i]?.start ?? 0))
    expect(new Set(shifts)).toEqual(new Set([18]))
  })

  it('prefer the article to a teaser that repeats its first words', async () => {
    const page = `Home ${PASSAGES[0]} … Read more. ${BODY}`
    const [first, second] = await verifyLocators(page, locators)
    expect(first).toEqual({ verdict: 'moved', locator: { ...locators[0], start: 45, end: 71 } })
    expect(second).toMatchObject({ verdict: 'moved' })
  })

  it('find paragraphs in another order, each at its own place', async () => {
    const [first = '', ...others] = BODY.split(/(?<=\.) /)
    expect(await verdictsIn([...others, first].join(' '))).toEqual(Array(5).fill('moved'))
  })

  it('are all missing in another text, an empty one and one that is too short', async () => {
    for (const body of ['Quite another text about a mill. '.repeat(20), '', 'The']) {
      expect(await verdictsIn(body)).toEqual(Array(5).fill('missing'))
    }
  })

  it('find passages in scripts without spaces, and beside characters beyond 16 bits', async () => {
    const body = '昨日は雨が降りました。今日は晴れです。😀 終わり'
    const locator = await locate('今日は晴れ', body)
    expect(await verifyLocators(`天気。${body}`, [locator])).toMatchObject([
      { verdict: 'moved', locator: { start: 14 } },
    ])
  })

  it('take little time for a long page, whether it contains the passages or not', async () => {
    const words = Array.from({ length: 900 }, (_, i) => `word${(i * 7919) % 977}`)
    const long = words.join(' ')
    const many = await Promise.all(
      Array.from({ length: 100 }, (_, i) => locate(words.slice(i * 8, i * 8 + 5).join(' '), long)),
    )
    const started = performance.now()
    expect((await verifyLocators(`Menu ${long}`, many)).every(({ verdict }) => verdict === 'moved')).toBe(true)
    expect(
      (await verifyLocators(long.replaceAll('word', 'term'), many)).every(({ verdict }) => verdict === 'missing'),
    ).toBe(true)
    expect(performance.now() - started).toBeLessThan(4000)
  })
})

describe('assertions', () => {
  const cited = (...indexes: number[]) =>
    indexes.map((i) => ({ article: 'mill', locator: locators[i] ?? { start: 0, end: 1, sha256: '' } }))
  const quoting = {
    kind: 'statement' as const,
    place: ['statements', 'spring'],
    text: 'The owner was hopeful.',
    quote: 'grind again by spring',
    citations: [...cited(0, 1), { article: 'other', locator: { start: 0, end: 3, sha256: 'f' } }],
  }
  const plain = {
    kind: 'summary' as const,
    place: ['articles', 'mill', 'summary', 1],
    text: 'Stones.',
    citations: cited(3, 1),
  }

  it('have a verdict for each citation whose article is available, and whether it contains the quote', async () => {
    const [first, second] = await verifyAssertions([quoting, plain], new Map([['mill', `Menu ${BODY}`]]))
    expect(first?.citations.map(({ verification }) => verification?.verdict)).toEqual(['moved', 'moved', undefined])
    expect(first?.isQuoteVerbatim).toBe(true)
    expect(second).not.toHaveProperty('isQuoteVerbatim')
    expect(findBaseShift([...(first?.citations ?? []), ...(second?.citations ?? [])])).toBe(5)
  })

  it('report a missing quote, except when its passage may be in an unavailable article', async () => {
    const altered = new Map([['mill', BODY.replace('spring', 'summer')]])
    const other = new Map([['other', 'The']])
    const complete = { ...quoting, citations: cited(0, 1) }
    expect((await verifyAssertions([complete], altered))[0]?.isQuoteVerbatim).toBe(false)
    expect((await verifyAssertions([quoting], altered))[0]).not.toHaveProperty('isQuoteVerbatim')
    expect((await verifyAssertions([complete], other))[0]).not.toHaveProperty('isQuoteVerbatim')
  })

  it('find a quote whatever space and form of letters it is typed with', async () => {
    const typed = (text: string) => verifyAssertions([{ ...quoting, quote: text }], new Map([['mill', BODY]]))
    const { quote = '' } = quoting
    for (const text of [quote, quote.replace(' ', '\u00a0'), quote.normalize('NFD')])
      expect((await typed(text))[0]?.isQuoteVerbatim, JSON.stringify(text)).toBe(true)
  })

  it('list every citation of the real topic once, and group them by passage', () => {
    const { topic, parties, articles, events, statements } = readAuthored()
    const assertions = listAssertions({ ...parties, abstract: topic.abstract, articles, events, statements })
    const citations = assertions.flatMap((assertion) => assertion.citations)
    expect(citations).toHaveLength(
      JSON.stringify({ topic, parties, articles, events, statements }).split('"locator"').length - 1,
    )
    for (const { id } of articles) {
      const passages = listPassages(assertions, id)
      const starts = passages.map(({ locator }) => locator.start)
      expect(starts).toEqual(starts.toSorted((a, b) => a - b))
      expect(new Set(passages.map(({ locator }) => locator.sha256)).size).toBe(passages.length)
    }
  })
})
