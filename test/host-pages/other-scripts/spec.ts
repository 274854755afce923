import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, expectPageUnchanged }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes(4)
  const spoken = await visit.tab.evaluate(() =>
    [...document.querySelectorAll('fact-box')].map(({ shadowRoot }) => {
      const section = shadowRoot?.querySelector('section')
      return [section?.lang, section?.dir]
    }),
  )
  assert.deepEqual(spoken, [
    ['en', 'ltr'],
    ['fa', 'rtl'],
    ['tr', 'ltr'],
    ['en', 'ltr'],
  ])
  await expectPageUnchanged(visit)
}
