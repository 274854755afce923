import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

interface Page {
  /** The title that was pasted. */
  first: Element
  /** How often a box was ready. */
  ready: number
}

/** HTML cannot see its page, so it has paper of its own, and less room within. */
const PAPER = /width:|height:|size:|color-scheme:|instead of undefined/

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.until('the script takes over', () => (window as unknown as Page).ready === 1)
  await visit.expectBoxes()
  await visit.expectOwnLook({ but: PAPER })
  const isKept = await visit.tab.evaluate(() => {
    const title = document.querySelector('fact-box')?.shadowRoot?.querySelector('h2')
    return title === (window as unknown as Page).first
  })
  assert.ok(isKept, 'the title is another node')
}
