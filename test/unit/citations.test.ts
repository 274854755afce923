import { describe, expect, it } from 'vitest'
import {
  createLocator,
  createTextFragmentUrl,
  extractBody,
  findPassages,
  normaliseText,
  verifyLocator,
} from '../../data/citations/locate.ts'

const BODY = normaliseText('The  café\tstood\n\nby the river.  A second sentence, with 😀 in it. ')

describe('normalised text', () => {
  it('is NFC, with single spaces and none at the ends', () => {
    expect(BODY).toBe('The café stood by the river. A second sentence, with 😀 in it.')
  })

  it('takes the named lines of a document, with any line ending', () => {
    expect(extractBody('title\r\n\r\none\r\ntwo\r\nfurniture', { firstLine: 3, lastLine: 4 })).toBe('one two')
  })
})

describe('a locator', () => {
  it('counts UTF-16 code units and is found as exact', async () => {
    const [place] = findPassages(BODY, '😀 in it')
    expect(place).toEqual({ start: 53, end: 61 })
    const locator = await createLocator(BODY, 53, 61)
    expect(await verifyLocator(BODY, locator)).toBe('exact')
  })

  it('is not exact when a character of its passage changes or the text is too short', async () => {
    const locator = await createLocator(BODY, 4, 8)
    expect(await verifyLocator(BODY.replace('café', 'cafe'), locator)).toBe('missing')
    expect(await verifyLocator('The', locator)).toBe('missing')
  })

  it('finds every occurrence of a passage', () => {
    expect(findPassages('a b a b a', 'a b')).toHaveLength(2)
    expect(findPassages('a b', '  ')).toEqual([])
  })

  it.each([
    ['The café … second sentence', 'The café stood by the river. A second sentence'],
    ['The café ... river … in it.', BODY],
    ['The café …', 'The café'],
    ['The café … words that stand nowhere', undefined],
    ['by the river … The café', undefined],
    ['… in it.', undefined],
  ])('finds the passage from the first to the last words: %s', (words, passage) => {
    expect(findPassages(BODY, words).map(({ start, end }) => BODY.slice(start, end))).toEqual([passage ?? []].flat())
  })
})

describe('a text fragment', () => {
  it('names the ends of a passage, with commas and dashes encoded', () => {
    const url = createTextFragmentUrl(
      'https://a.example/x#top',
      'well-known words, and then many more of them follow here',
    )
    expect(url).toBe('https://a.example/x#:~:text=well%2Dknown%20words%2C%20and%20then,of%20them%20follow%20here')
  })

  it('contains the whole of a short passage', () => {
    expect(createTextFragmentUrl('https://a.example/x', 'a short one')).toBe(
      'https://a.example/x#:~:text=a%20short%20one',
    )
  })
})
