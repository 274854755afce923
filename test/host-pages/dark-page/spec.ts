import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, expectPageUnchanged }: Tools): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    const visit = await open({ colorScheme })
    await visit.expectBoxes()
    const isDark = await visit.tab.evaluate(() =>
      document.querySelector('fact-box')?.shadowRoot?.querySelector('section')?.classList.contains('dark'),
    )
    assert.ok(isDark, 'the box is light')
    if (colorScheme === 'light') await expectPageUnchanged(visit)
  }
}
