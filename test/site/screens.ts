/**
 * `npm run screens [-- NAME ...]`: takes screenshots of every page, wide and narrow, light, dark and printed, and puts them on
 * sheets, in `.build/screens/site`.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchChromium } from '../fixtures/browser.ts'
import { mountPictures, type Picture } from '../fixtures/contact-sheet.ts'
import { useTemporaryFolder } from '../fixtures/temporary-folder.ts'
import { SCHEMES, SIZES, VIEWS } from './pages.ts'
import { startSite } from './service.ts'

const FOLDER = fileURLToPath(new URL('../../.build/screens/site/', import.meta.url))
const MAX_HEIGHT = 12_000
const SHEET_SCALE = 0.25
/** A4 between its margins. */
const PAPER = { width: 720, height: 1020 }

interface Look {
  name: string
  viewport: { width: number; height: number }
  colorScheme: 'light' | 'dark'
  media: 'screen' | 'print'
}

const LOOKS: Look[] = [
  ...Object.entries(SIZES).flatMap(([size, viewport]) =>
    SCHEMES.map((colorScheme): Look => ({ name: `${size}-${colorScheme}`, viewport, colorScheme, media: 'screen' })),
  ),
  { name: 'paper', viewport: PAPER, colorScheme: 'dark', media: 'print' },
]

const names = process.argv.slice(2)
const pages = Object.entries(VIEWS).filter(([name]) => names.length === 0 || names.includes(name))
useTemporaryFolder()
await mkdir(FOLDER, { recursive: true })
const site = await startSite()
const browser = await launchChromium()
try {
  for (const { name: look, viewport, colorScheme, media } of LOOKS) {
    const page = await browser.newPage({ viewport, colorScheme })
    await page.emulateMedia({ media })
    const pictures: Picture[] = []
    for (const [name, path] of pages) {
      await page.goto(site.origin + path, { waitUntil: 'networkidle' })
      const height = Math.min(MAX_HEIGHT, await page.evaluate(() => document.documentElement.scrollHeight))
      const png = await page.screenshot({
        path: join(FOLDER, `${name}-${look}.png`),
        fullPage: !path.includes('#'),
        ...(!path.includes('#') && { clip: { x: 0, y: 0, width: viewport.width, height } }),
      })
      pictures.push({ name: `${name} ${look}`, width: viewport.width * SHEET_SCALE, png })
    }
    await mountPictures(browser, pictures, pages.length, join(FOLDER, `sheet-${look}.png`))
    await page.close()
  }
} finally {
  await browser.close()
  await site.close()
}
