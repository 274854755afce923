import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'
import { BOX_PATH } from '../../service.ts'

/** Of the topic that is not there. */
export const expectedErrors = /Failed to load resource/

export async function check({ open, service }: Tools): Promise<void> {
  const visit = await open()
  const act = (name: string) => visit.tab.evaluate((id) => document.getElementById(id)?.click(), name)
  const readOpen = () =>
    visit.tab.evaluate(() => document.querySelector('fact-box')?.shadowRoot?.querySelector('details')?.open)
  await act('add')
  await visit.expectBoxes()
  assert.equal(await readOpen(), false)
  await visit.clickInBox('.row h3')
  await act('move')
  await visit.expectBoxes()
  assert.equal(await readOpen(), true, 'what the reader opened is closed again')
  await act('remove')
  await act('again')
  await visit.expectBoxes()
  assert.equal(await readOpen(), true, 'what the reader opened is closed again')
  assert.equal(service.asked.filter((path) => path === BOX_PATH).length, 1)
  await act('other')
  await visit.until(
    'the notice',
    () => !!document.querySelector('fact-box')?.shadowRoot?.querySelector('[role=status]'),
  )
  await act('first')
  await visit.expectBoxes()
}
