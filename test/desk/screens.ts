/** `node test/desk/screens.ts FOLDER [STATE]`: takes a screenshot of each state of the desk, at two widths, light and dark. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { launchChromium } from '../fixtures/browser.ts'
import { useTemporaryFolder } from '../fixtures/temporary-folder.ts'
import { startHeldDesk } from './harness.ts'
import { STATES } from './states.ts'

const TIMEOUT_MS = 8000
const WIDTHS = { 1280: 800, 1600: 1000 }

const [folder, wanted] = process.argv.slice(2)
if (folder === undefined) throw new Error('a folder for the pictures is needed')
useTemporaryFolder()
await mkdir(folder, { recursive: true })
const browser = await launchChromium()
try {
  for (const [width, height] of Object.entries(WIDTHS))
    for (const colorScheme of ['light', 'dark'] as const) {
      const desk = await startHeldDesk()
      for (const { name, reach } of STATES) {
        if (wanted !== undefined && name !== wanted) continue
        const context = await browser.newContext({ colorScheme, viewport: { width: Number(width), height } })
        const page = await context.newPage()
        await page.goto(desk.url)
        page.setDefaultTimeout(TIMEOUT_MS)
        await reach(page, desk).catch((error) => console.error(`${name} was not reached: ${error}`))
        await page.screenshot({ path: join(folder, `${name.replaceAll(' ', '-')}-${width}-${colorScheme}.png`) })
        await context.close()
      }
      desk.release()
      await desk.close()
    }
} finally {
  await browser.close()
}
