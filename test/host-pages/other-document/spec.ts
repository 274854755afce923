import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.until(
    'the box is in the frame',
    () => !!document.querySelector('iframe')?.contentDocument?.querySelector('fact-box'),
  )
  await visit.tab.evaluate(() => document.querySelector('iframe')?.scrollIntoView({ behavior: 'instant' }))
  const frame = await visit.tab.frame(0)
  await visit.expectBoxes(1, { frame })
  const isStyled = await frame.evaluate(() => {
    const root = document.querySelector('fact-box')?.shadowRoot?.querySelector('section')
    return !!root && getComputedStyle(root).containerType === 'inline-size'
  })
  assert.ok(isStyled, 'the styles are gone')
}
