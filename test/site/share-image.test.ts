/** The share image: its format, its size, and names that its fonts cannot write. */
import { expect, inject, it } from 'vitest'
import type { Fonts } from '../../data/build/share-image/drawing.ts'
import { layOutShareImage } from '../../data/build/share-image/layout.ts'
import { drawShareImage } from '../../data/cli/share-image.ts'
import type { Topic } from '../../data/schema/api.ts'
import { HARBOUR, TOPIC } from './service.ts'

const origin = inject('site')
const MAX_BYTES = 150_000
const readTopic = async (id: string) => (await (await fetch(`${origin}/v1/topics/${id}`)).json()) as Topic
const ARABIC = 'بسته شدن پل خلیج فانوس'

it.each([TOPIC, HARBOUR])('is a PNG of 1200 by 630 below 150 kB: %s', async (id) => {
  const response = await fetch(`${origin}/v1/topics/${id}/share.png`)
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toBe('image/png')
  const png = Buffer.from(await response.arrayBuffer())
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630])
  expect(png.length).toBeLessThan(MAX_BYTES)
  expect(response.headers.get('Content-Length')).toBe(String(png.length))
  const pinned = await fetch(`${origin}/v1/topics/${id}/releases/1/share.png`)
  expect(pinned.headers.get('Cache-Control')).toContain('max-age=86400')
})

it('has the same bytes for the same topic, and different bytes for another', async () => {
  const [topic, harbour] = await Promise.all([readTopic(TOPIC), readTopic(HARBOUR)])
  const { content } = await drawShareImage(topic)
  expect((await drawShareImage(structuredClone(topic))).content).toEqual(content)
  expect((await drawShareImage(harbour)).content).not.toEqual(content)
})

it('draws a name in Arabic script from right to left, with Latin words in their own font', async () => {
  const topic = await readTopic(TOPIC)
  const draw = async (name: string) => (await drawShareImage({ ...topic, name, alternateName: [] })).content
  expect(await draw(ARABIC)).toEqual(await draw(ARABIC))
  // A name that the fonts cannot write would be replaced by the dates.
  expect(await draw(ARABIC)).not.toEqual(await draw('بسته شدن پل بندر'))
  const svg = layOutShareImage({ ...topic, name: 'گفت‌وگوهای US–Iran عراق' }, { ...FONTS, canWrite: () => true })
  const runs = [...svg.matchAll(/<text x="([\d.]+)"[^>]*font-family="([^"]*)"[^>]*>([^<]*)/g)].slice(2, 5)
  expect(runs.map(([, , font, words]) => [font, words])).toEqual([
    ['Noto Naskh Arabic', 'گفت‌وگوهای'],
    ['Source Serif 4', 'US–Iran'],
    ['Noto Naskh Arabic', 'عراق'],
  ])
  const places = runs.map(([, x]) => Number(x))
  expect(places).toEqual(places.toSorted((a, b) => b - a))
})

const FONTS: Fonts = {
  measure: (words, _, size) => words.length * size * 0.5,
  canWrite: (words) => !/\p{sc=Arab}/u.test(words),
}
const readWords = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, words = '']) => words)

it('takes another name where the fonts lack letters of the first, and otherwise the dates', async () => {
  const topic = await readTopic(TOPIC)
  const named = (name: string, alternateName: string[] = []) =>
    readWords(layOutShareImage({ ...topic, name, alternateName }, FONTS)).slice(2)
  expect(named('Bridge closed')[0]).toBe('Bridge closed')
  expect(named(ARABIC, ['پل', 'Bridge closed'])[0]).toBe('Bridge closed')
  expect(named(ARABIC).join(' ')).toMatch(/^28 May – 24 July 2007 /)
})

it('breaks a long name into lines, and truncates a longer one', async () => {
  const topic = await readTopic(TOPIC)
  const lines = (name: string) => {
    const words = readWords(layOutShareImage({ ...topic, name }, FONTS)).slice(2)
    return words.slice(0, words.indexOf('28 May 2007'))
  }
  expect(lines('A name that is rather too long for one line').join(' ')).toBe(
    'A name that is rather too long for one line',
  )
  expect(lines('word '.repeat(60).trim()).at(-1)).toMatch(/word…$/)
  expect(lines('x'.repeat(200))).toEqual([expect.stringMatching(/^x+…$/)])
})

it('escapes a name', async () => {
  const topic = await readTopic(TOPIC)
  expect(layOutShareImage({ ...topic, name: '<b>&' }, FONTS)).toContain('>&#60;b&#62;&#38;<')
})

it('keeps the dates within the line', async () => {
  const topic = await readTopic(HARBOUR)
  const svg = layOutShareImage(topic, FONTS)
  const [, x, anchor] = svg.match(/<text x="([\d.]+)"[^>]*text-anchor="(\w+)">11 March 2031</) ?? []
  expect([Number(x), anchor]).toEqual([1200 - 72, 'end'])
})
