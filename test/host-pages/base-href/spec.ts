import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, service }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  const before = await visit.tab.evaluate(() => location.href)
  const hrefs = await visit.tab.evaluate(() =>
    [...(document.querySelector('fact-box')?.shadowRoot?.querySelectorAll('a') ?? [])].map((link) => link.href),
  )
  assert.ok(hrefs.some((href) => href.startsWith(service.origin)))
  const strays = await visit.tab.evaluate(() =>
    [...(document.querySelector('fact-box')?.shadowRoot?.querySelectorAll<HTMLElement>('a[href^="#"]') ?? [])].map(
      (link) => {
        link.click()
        return location.href
      },
    ),
  )
  assert.deepEqual(
    strays.filter((href) => href !== before),
    [],
    'left the page',
  )
}
