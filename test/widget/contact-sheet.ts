/**
 * `node test/widget/contact-sheet.ts`: the box as readers see it, in every theme, language and width, on one sheet a theme,
 * and once more with everything open. Written to `.build/screens/`, to be looked at.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { launchChromium } from '../browser.ts'
import { startHost, TOPIC } from './host.ts'

const FOLDER = fileURLToPath(new URL('../../.build/screens/', import.meta.url))
const THEMES = ['light', 'dark'] as const
const LANGS = ['en', 'ar', 'fa']
const WIDTHS = [240, 360, 640, 900]
const PADDING = 16

const browser = await launchChromium()
const host = await startHost(browser)
await mkdir(FOLDER, { recursive: true })
try {
  for (const theme of THEMES) {
    for (const isOpen of [false, true]) {
      const pictures = []
      for (const lang of LANGS) for (const width of WIDTHS) pictures.push(await photograph(theme, lang, width, isOpen))
      await mount(pictures, `${theme}${isOpen ? '-open' : ''}`)
    }
  }
} finally {
  await host.close()
  await browser.close()
}

interface Picture {
  name: string
  width: number
  png: Buffer
}

async function photograph(theme: string, lang: string, width: number, isOpen: boolean): Promise<Picture> {
  const { page } = await host.open(
    `<style>body{margin:${PADDING}px;background:${theme === 'dark' ? '#222' : '#fff'}}</style>
    <script async src="%ORIGIN%/embed/${TOPIC}.js" data-theme="${theme}" data-lang="${lang}"></script>`,
    { viewport: { width: width + 2 * PADDING, height: 600 } },
  )
  await page.locator('fact-box h2').waitFor()
  if (isOpen) await openAll(page)
  const name = [theme, lang, width, ...(isOpen ? ['open'] : [])].join('-')
  const png = await page.screenshot({ fullPage: true })
  await writeFile(join(FOLDER, `${name}.png`), png)
  await page.context().close()
  return { name, width: width + 2 * PADDING, png }
}

async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelector('fact-box')?.shadowRoot?.querySelectorAll('details') ?? []) {
      details.open = true
    }
  })
}

async function mount(pictures: Picture[], name: string): Promise<void> {
  const cells = pictures.map(
    ({ name, width, png }) =>
      `<figure><figcaption>${name}</figcaption><img width="${width}" src="data:image/png;base64,${png.toString('base64')}"></figure>`,
  )
  const page = await browser.newPage({ viewport: { width: 2400, height: 1000 } })
  await page.setContent(
    `<style>body{display:grid;grid-template-columns:repeat(${WIDTHS.length},auto);justify-content:start;gap:24px;font:14px system-ui;background:#ccc}figure{margin:0}img{display:block}</style>${cells.join('')}`,
  )
  const path = join(FOLDER, `contact-sheet-${name}.png`)
  await page.screenshot({ path, fullPage: true })
  await page.close()
  console.log(path)
}
