import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  const place = await visit.tab.evaluate(() => {
    const box = document.querySelector('fact-box')
    return [box?.previousElementSibling?.getAttribute('type'), box?.getAttribute('theme')]
  })
  assert.deepEqual(place, ['text/plain', 'dark'])
}
