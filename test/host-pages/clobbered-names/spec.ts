import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, service }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes(2)
  const origins = await visit.tab.evaluate(() =>
    [...document.querySelectorAll('fact-box')].map(
      ({ shadowRoot }) => shadowRoot?.querySelector<HTMLAnchorElement>('footer a')?.origin,
    ),
  )
  assert.deepEqual(origins, [service.origin, service.origin])
}
