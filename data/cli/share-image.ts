/**
 * Draws a topic's share image (PNG) with fonts and a renderer from npm packages, so that it is the same on every machine.
 * resvg shapes text itself, in both directions. Names can use the scripts of `FONT_PACKAGES`.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import type { ReleaseFile } from '../build/release-file.ts'
import { type Face, type Fonts, text } from '../build/share-image/drawing.ts'
import { layOutShareImage } from '../build/share-image/layout.ts'
import type { Topic } from '../schema/api.ts'

/** Keyed by name under `@fontsource/`. */
export const FONT_PACKAGES = {
  'source-serif-4': { weights: [700], subsets: ['latin', 'latin-ext', 'cyrillic', 'greek', 'vietnamese'] },
  'noto-naskh-arabic': { weights: [700], subsets: ['arabic'] },
  'noto-sans': { weights: [400, 700], subsets: ['latin', 'latin-ext', 'cyrillic', 'greek', 'vietnamese'] },
} as const

const { resolve } = createRequire(import.meta.url)

/** Draws `share.png`, a file of a release. Fonts and renderer are loaded once. */
export async function drawShareImage(topic: Topic): Promise<ReleaseFile> {
  renderer ??= loadRenderer()
  const { render, fonts } = await renderer
  const png = render(layOutShareImage(topic, fonts)).render().asPng()
  return { path: 'share.png', content: png }
}

interface Renderer {
  render: (svg: string) => InstanceType<typeof Resvg>
  fonts: Fonts
}

let renderer: Promise<Renderer> | undefined

async function loadRenderer(): Promise<Renderer> {
  const [wasm, fontBuffers, ranges] = await Promise.all([
    readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')),
    Promise.all(listFontFiles().map((file) => readFile(resolve(`@fontsource/${file}`)))),
    readRanges(),
  ])
  await initWasm(wasm).catch(ignoreSecondStart)
  const render = (svg: string) => new Resvg(svg, { font: { fontBuffers } })
  return {
    render,
    fonts: {
      measure: createMeasure(render),
      canWrite: (words) =>
        [...words].every((character) => {
          const code = character.codePointAt(0) ?? 0
          return ranges.some(([first, last]) => first <= code && code <= last)
        }),
    },
  }
}

/** The renderer can be started once per process, but a test runner may load this module twice. */
function ignoreSecondStart(error: Error): void {
  if (!error.message.startsWith('Already initialized')) throw error
}

/** Measures each word once and caches its width: measuring is as slow as a small drawing. */
function createMeasure(render: Renderer['render']): Fonts['measure'] {
  const widths = new Map<string, number>()
  const measureWord = (word: string, face: Face) => {
    const key = `${face} ${word}`
    const width = widths.get(key) ?? (render(drawWord(word, face)).getBBox()?.width ?? 0) / UNIT
    widths.set(key, width)
    return width
  }
  return (words, face, size) => {
    const each = words.split(' ').map((word) => measureWord(word, face))
    return size * each.reduce((sum, width) => sum + SPACE + width)
  }
}

/** The font size for measuring, in pixels, and the width of a space, in em. */
const UNIT = 100
const SPACE = 0.3

function drawWord(word: string, face: Face): string {
  const element = text(word, { x: 0, y: UNIT, size: UNIT, face, color: '#000' })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="9999" height="999">${element}</svg>`
}

function listFontFiles(): string[] {
  return Object.entries(FONT_PACKAGES).flatMap(([name, { weights, subsets }]) =>
    weights.flatMap((weight) => subsets.map((subset) => `${name}/files/${name}-${subset}-${weight}-normal.woff2`)),
  )
}

const NAME_FONTS = ['source-serif-4', 'noto-naskh-arabic'] as const

/** Reads the code point ranges of the fonts for names, inclusive, from `unicode.json` of their packages. */
async function readRanges(): Promise<[first: number, last: number][]> {
  const ranges = await Promise.all(NAME_FONTS.map(readFontRanges))
  return ranges.flat()
}

async function readFontRanges(name: (typeof NAME_FONTS)[number]): Promise<[first: number, last: number][]> {
  const text = await readFile(resolve(`@fontsource/${name}/unicode.json`), 'utf8')
  const declared = JSON.parse(text) as Record<string, string>
  return FONT_PACKAGES[name].subsets.flatMap((subset) =>
    (declared[subset] ?? '').split(',').map((range): [number, number] => {
      const [first = '', last = first] = range.replace('U+', '').split('-')
      return [Number.parseInt(first, 16), Number.parseInt(last, 16)]
    }),
  )
}
