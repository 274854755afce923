/** Pictures beside each other on one sheet, each under its name: to be looked at, not to be compared. */
import type { Browser } from 'playwright-core'

const WIDTH = 2400

export interface Picture {
  name: string
  /** In px, as it is to be shown. */
  width: number
  png: Buffer
}

export async function mountPictures(
  browser: Browser,
  pictures: Picture[],
  columns: number,
  path: string,
): Promise<void> {
  const cells = pictures.map(
    ({ name, width, png }) =>
      `<figure><figcaption>${name}</figcaption><img width="${width}" src="data:image/png;base64,${png.toString('base64')}"></figure>`,
  )
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 1000 } })
  await page.setContent(
    `<style>body{display:grid;grid-template-columns:repeat(${columns},auto);justify-content:start;gap:24px;font:14px system-ui;background:#ccc}figure{margin:0}img{display:block}</style>${cells.join('')}`,
  )
  await page.screenshot({ path, fullPage: true })
  await page.close()
  console.log(path)
}
