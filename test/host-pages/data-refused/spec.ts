import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'
import { BOX_PATH } from '../../service.ts'

/** Of the policy, which is the page's own. */
export const expectedErrors = /connect-src|Refused to connect|Fetch API cannot load|Content-Security-Policy/i

export async function check({ open, service }: Tools): Promise<void> {
  const visit = await open()
  await visit.until(
    'the notice',
    () => document.querySelector('fact-box')?.shadowRoot?.querySelector('[role=status]')?.textContent,
  )
  assert.ok(await visit.tab.evaluate(() => document.querySelector('fact-box p')?.checkVisibility()))
  assert.ok(!service.asked.includes(BOX_PATH))
}
