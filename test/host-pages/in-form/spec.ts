import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export const expectedErrors = /Failed to load resource/

export async function check({ open, service }: Tools): Promise<void> {
  service.answer('/v1/topics/no-such-topic/box', { status: 503, type: 'application/problem+json', body: '{}' })
  const visit = await open()
  await visit.expectBoxes()
  await visit.clickInBox('.row h3')
  await visit.until('the notice', () => {
    const box = document.querySelectorAll('fact-box')[1]
    box?.scrollIntoView()
    const retry = box?.shadowRoot?.querySelector('button')
    retry?.click()
    return !!retry
  })
  const form = await visit.tab.evaluate(() => ({
    sent: (window as unknown as { sent: number }).sent,
    fields: [...new FormData(document.querySelector('form') ?? undefined).keys()],
  }))
  assert.deepEqual(form, { sent: 0, fields: ['name'] })
}
