import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.until('the page is there', () => document.readyState === 'complete')
  const { words, boxes } = await visit.tab.evaluate(() => ({
    words: document.querySelector('fact-box p')?.checkVisibility(),
    boxes: [...document.querySelectorAll('fact-box')].filter(({ shadowRoot }) => shadowRoot).length,
  }))
  assert.deepEqual({ words, boxes }, { words: true, boxes: 0 })
}
