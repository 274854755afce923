import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, expectPageUnchanged }: Tools): Promise<void> {
  const visit = await open()
  const texts = await visit.until('two older boxes', () => {
    const boxes = [...document.querySelectorAll<HTMLElement>('fact-box')]
    return (
      boxes.length === 2 &&
      boxes.map((box) => (box.offsetHeight > 0 || box.getBoundingClientRect().height > 0 ? box.textContent : ''))
    )
  })
  assert.deepEqual(texts, Array(2).fill('An older fact box: US–Iran Iraq talks'))
  await expectPageUnchanged(visit)
}
