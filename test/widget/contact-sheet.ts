/**
 * `node test/widget/contact-sheet.ts` takes screenshots of the box in each size, theme, language and width: one sheet per theme and
 * state (compact, row open, receipt open, printed), in `.build/screens/`. With names, such as `light-row`, only these sheets.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { LANGS } from '../../widget/i18n/language.ts'
import { launchChromium } from '../fixtures/browser.ts'
import { mountPictures, type Picture } from '../fixtures/contact-sheet.ts'
import { type Host, startHost, TOPIC } from './host.ts'

const FOLDER = fileURLToPath(new URL('../../.build/screens/', import.meta.url))
const PAPERS = { light: '#fff', dark: '#15171a' } as const
const WIDTHS = [300, 360, 640, 900]
const PADDING = 16

type Theme = keyof typeof PAPERS

/** What is done to a box before its screenshot. */
const STATES: Record<string, (page: Page) => Promise<void>> = {
  compact: async () => {},
  row: (page) => click(page, '.claimed summary'),
  receipt: async (page) => {
    await click(page, '.lede sup a')
    await page.locator('fact-box .receipt').waitFor()
  },
  full: (page) => setSize(page),
  print: (page) => page.emulateMedia({ media: 'print' }),
}

const wanted = process.argv.slice(2)
await mkdir(FOLDER, { recursive: true })
for (const theme of Object.keys(PAPERS) as Theme[]) {
  for (const state of Object.keys(STATES)) {
    const name = `${theme}-${state}`
    if (wanted.length === 0 || wanted.includes(name))
      await makeSheet(theme, state, join(FOLDER, `contact-sheet-${name}.png`))
  }
}

/** Uses a browser per sheet, because one that has taken many large screenshots fails. */
async function makeSheet(theme: Theme, state: string, path: string): Promise<void> {
  const browser = await launchChromium()
  const host = await startHost(browser)
  try {
    const pictures: Picture[] = []
    for (const lang of LANGS) {
      for (const width of WIDTHS) pictures.push(await photograph(host, { theme, state, lang, width }))
    }
    await mountPictures(browser, pictures, WIDTHS.length, path)
  } finally {
    await host.close()
    await browser.close()
  }
}

interface Shot {
  theme: Theme
  state: string
  lang: string
  width: number
}

async function photograph(host: Host, { theme, state, lang, width }: Shot): Promise<Picture> {
  const { page } = await host.open(
    `<style>body{margin:${PADDING}px;background:${PAPERS[theme]};color:${theme === 'dark' ? '#ddd' : '#222'};font:17px/1.5 'Liberation Serif'}fact-box{font-size:16px}</style>
    <p>The page’s own text, in its column.</p><script async src="%ORIGIN%/embed/${TOPIC}.js" data-lang="${lang}"></script><p>The story goes on.</p>`,
    { viewport: { width: width + 2 * PADDING, height: 400 } },
  )
  await page.locator(`fact-box section[lang=${lang}]`).waitFor()
  await STATES[state]?.(page)
  const png = await page.screenshot({ fullPage: true })
  await page.context().close()
  return { name: [theme, state, lang, width].join(' '), width: width + 2 * PADDING, png }
}

function click(page: Page, selector: string): Promise<void> {
  return page.locator('fact-box').evaluate((box, wanted) => {
    box.shadowRoot?.querySelector<HTMLElement>(wanted)?.click()
  }, selector)
}

async function setSize(page: Page): Promise<void> {
  await page.locator('fact-box').evaluate((box) => box.setAttribute('size', 'full'))
  await page.locator('fact-box .timeline').waitFor()
}
