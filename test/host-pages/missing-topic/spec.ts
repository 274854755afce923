import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export const expectedErrors = /Failed to load resource/

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  const notice = await visit.until(
    'the notice',
    () => document.querySelector('fact-box')?.shadowRoot?.querySelector('[role=status]')?.textContent,
  )
  assert.match(notice, /could not be loaded/)
  assert.ok(
    await visit.tab.evaluate(() => document.querySelector('fact-box p')?.checkVisibility()),
    'the page’s own words are gone',
  )
}
