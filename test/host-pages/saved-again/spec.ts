import type { Tools } from '../../browsers/cases.ts'

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  for (let times = 0; times < 2; times++) {
    await visit.expectBoxes()
    await visit.tab.evaluate(() => {
      const saved = document.documentElement.outerHTML
      document.open()
      document.write(saved)
      document.close()
    })
  }
  await visit.expectBoxes()
}
