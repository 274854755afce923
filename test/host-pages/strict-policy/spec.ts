import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export const expectedErrors = /style="?|inline style|style-src/

export async function check({ open, expectPageUnchanged }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes(2)
  await visit.expectOwnLook()
  // A policy that is not in force would prove nothing.
  const refused = await visit.tab.evaluate(() => {
    const element = document.createElement('p')
    element.setAttribute('style', 'color: red')
    return element.style.color === ''
  })
  assert.ok(refused, 'the policy is not in force')
  await expectPageUnchanged(visit)
}
