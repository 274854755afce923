import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

/** HTML cannot see its page, so it has paper of its own, and less room within. */
const PAPER = /width:|height:|size:|color-scheme:|instead of undefined/

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  await visit.expectOwnLook({ but: PAPER })
  assert.ok(await visit.tab.evaluate(() => !customElements.get('fact-box')), 'the page runs scripts')
}
