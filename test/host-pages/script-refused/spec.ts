import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export const expectedErrors = /Failed to load resource/

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  const place = await visit.tab.evaluate(() => {
    const box = document.querySelector<HTMLElement>('fact-box')
    return { text: box?.textContent, isShown: (box?.getBoundingClientRect().height ?? 0) > 0 }
  })
  assert.deepEqual(place, { text: 'The facts will stand here.', isShown: true })
}
