/** The details of a search result: its date, as exact as in the sources, the speaker, and the outlet. */
import { expect, inject, it } from 'vitest'
import { provideChromium } from '../fixtures/provide-browser.ts'
import { HARBOUR, TOPIC } from './service.ts'

const origin = inject('site')
const browser = await provideChromium()

async function readResult(query: string, id: string, topic = TOPIC): Promise<string[]> {
  const page = await browser.newPage()
  await page.goto(`${origin}/search?q=${encodeURIComponent(query)}`)
  const entry = page.locator('.entry').filter({ has: page.locator(`a[href="/topics/${topic}/${id}"]`) })
  const texts = await Promise.all(['.label', '.dateline'].map((part) => entry.locator(part).textContent()))
  await page.close()
  return texts.map((text) => text ?? '')
}

it.each([
  ['inspection girder', 'february-inspection', 'February 2031'],
  ['closure of the swing bridge', 'closure', '11 March 2031'],
  ['opening of the bridge', 'reopening', ''],
])('gives the date of an event as the sources do: %s', async (query, id, date) => {
  expect((await readResult(query, id, HARBOUR))[0]).toBe(date)
})

it('gives a statement the date of its subject, and its outlet the date of the article', async () => {
  expect(await readResult('focus on Iraq only', 'iraq-only')).toEqual([
    '28 May 2007',
    'Ryan Crocker · Iran Focus, news, 31 May 2007 · US–Iran Iraq talks',
  ])
  expect(await readResult('special committee opportunity', 'opportunity-for-iran')).toEqual([
    '',
    'Ryan Crocker · Voice of America, editorial, 31 July 2007 · US–Iran Iraq talks',
  ])
  expect(await readResult('main opposition movement', 'main-opposition-movement')).toEqual([
    '',
    'Iran Focus, news, 31 May 2007 · US–Iran Iraq talks',
  ])
})

it('says on paper what was searched for', async () => {
  const page = await browser.newPage()
  await page.emulateMedia({ media: 'print' })
  await page.goto(`${origin}/search?q=crocker`)
  expect(await page.locator('.search > *:visible').evaluateAll((fields) => fields.map(({ id }) => id))).toEqual(['q'])
  await page.close()
})

it.each([
  ['"', 'Your search must contain a letter or digit'],
  ['***', 'Your search must contain a letter or digit'],
  ['crocker '.repeat(30).trim(), 'Your search must have at most 200 characters.'],
  ['<script>alert(1)</script> zzzz', 'Nothing found.'],
  ['zzzz', 'Nothing found.'],
])('answers %s with a hint', async (query, words) => {
  const page = await browser.newPage()
  await page.goto(`${origin}/search?q=${encodeURIComponent(query)}`)
  expect(await page.locator('main').textContent()).toContain(words)
  expect(await page.locator('#q').inputValue()).toBe(query)
  await page.close()
})
