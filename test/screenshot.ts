/** `node test/screenshot.ts`: takes the README's screenshot of the demo page. */
import { fileURLToPath } from 'node:url'
import { launchChromium } from './fixtures/browser.ts'
import { useTemporaryFolder } from './fixtures/temporary-folder.ts'
import { createWorkplace, runStart } from './system/start-process.ts'

const OUTPUT = fileURLToPath(new URL('demo/screenshot.png', import.meta.url))
const WIDTH = 760

useTemporaryFolder()
const start = runStart(await createWorkplace())
const browser = await launchChromium()
try {
  const [, demo = ''] = await start.waitFor(/Demo page {2}(http:\S+)/)
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 }, deviceScaleFactor: 1.5 })
  await page.goto(demo)
  const box = page.locator('fact-box')
  await box.locator('h2').first().waitFor()
  const bounds = await box.boundingBox()
  if (!bounds) throw new Error('the box is not on the page')
  // Includes some of the article above and below the box.
  const clip = { x: 0, y: Math.max(0, bounds.y - 260), width: WIDTH, height: bounds.height + 380 }
  await page.screenshot({ path: OUTPUT, clip, fullPage: true })
  console.log(OUTPUT)
} finally {
  await browser.close()
  await start.interrupt()
}
