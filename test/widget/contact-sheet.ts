/**
 * `node test/widget/contact-sheet.ts`: the box as readers see it, in every theme, language and width, on one sheet a theme,
 * and once more with everything open. Written to `.build/screens/`, to be looked at.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { launchChromium } from '../browser.ts'
import { mountPictures, type Picture } from '../contact-sheet.ts'
import { startHost, TOPIC, waitForBox } from './host.ts'

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
      const sheet = join(FOLDER, `contact-sheet-${theme}${isOpen ? '-open' : ''}.png`)
      await mountPictures(browser, pictures, WIDTHS.length, sheet)
    }
  }
} finally {
  await host.close()
  await browser.close()
}

async function photograph(theme: string, lang: string, width: number, isOpen: boolean): Promise<Picture> {
  const { page } = await host.open(
    `<style>body{margin:${PADDING}px;background:${theme === 'dark' ? '#222' : '#fff'}}</style>
    <script async src="%ORIGIN%/embed/${TOPIC}.js" data-theme="${theme}" data-lang="${lang}"></script>`,
    { viewport: { width: width + 2 * PADDING, height: 600 } },
  )
  await waitForBox(page)
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
