import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, expectPageUnchanged }: Tools): Promise<void> {
  const visit = await open()
  const own = await visit.tab.evaluate(() => {
    const box = document.querySelector<HTMLElement>('fact-box')
    return {
      text: box?.textContent,
      isShown: (box?.getBoundingClientRect().height ?? 0) > 0,
      hasRoot: !!box?.shadowRoot,
    }
  })
  assert.deepEqual(own, { text: 'Of these the page has 1. Its own.', isShown: true, hasRoot: false })
  await expectPageUnchanged(visit)
}
