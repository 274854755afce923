import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  const visible = await visit.until('two boxes', () => {
    const titles = [...document.querySelectorAll('fact-box')].map(({ shadowRoot }) => shadowRoot?.querySelector('h2'))
    return (
      titles.length === 2 &&
      titles.every((title) => !!title) &&
      titles.map((title) => title?.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    )
  })
  assert.deepEqual(visible, [false, false])
  const { x, y } = await visit.tab.evaluate(() => {
    const { left, top } = document.querySelector('#below')?.getBoundingClientRect() ?? { left: 0, top: 0 }
    return { x: left + 20, y: top + 20 }
  })
  await visit.tab.clickAt(x, y)
  await visit.until('the click', () => document.querySelector('#below')?.textContent === 'Clicked')
}
