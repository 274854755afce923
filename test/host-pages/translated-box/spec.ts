import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'
import { OTHER_TOPIC, renameBox } from '../other-topic.ts'

export async function check({ open, service, box }: Tools): Promise<void> {
  service.answer(`/v1/topics/${OTHER_TOPIC}/box`, { type: 'application/json', body: renameBox(box) })
  const visit = await open()
  const text = await visit.until('the other topic', () => {
    const text = document.querySelector('fact-box')?.shadowRoot?.textContent
    return text?.includes('Another topic') && text
  })
  assert.doesNotMatch(text, /Übersetzt/, 'texts of the topic before are left')
}
