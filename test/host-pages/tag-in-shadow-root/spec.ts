import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export const expectedErrors = /no place for the box/

export async function check({ open, service }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  await visit.expectOwnLook()
  const origin = await visit.tab.evaluate(
    () => document.querySelector('fact-box')?.shadowRoot?.querySelector<HTMLAnchorElement>('footer a')?.origin,
  )
  assert.equal(origin, service.origin)
}
