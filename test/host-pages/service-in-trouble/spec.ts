import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'
import type { Visit } from '../../browsers/visit.ts'
import { BOX_PATH, type ServiceAnswer } from '../../service.ts'

export const expectedErrors = /Failed to load resource|Cross-Origin|access control|NetworkError/

const TROUBLES: Record<string, ServiceAnswer> = {
  'an error': { status: 500, body: 'no' },
  'an outage': { status: 503, type: 'application/problem+json', body: '{"title":"Service Unavailable"}' },
  'a page instead of data': { type: 'text/html', body: '<!doctype html><title>Sign in</title>' },
  'data that are no box': { type: 'application/json', body: '{"items":[]}' },
  'half of the data': { type: 'application/json', body: '{"topic":"us-iran-iraq-talks","name":"US' },
  'a broken line': (response) => void response.destroy(),
}

/** In the page: its own words and the notice under them, when both are to be seen. */
function readNotice(): { words: string | undefined; isReadable: boolean | undefined } | undefined {
  const box = document.querySelector('fact-box')
  const notice = box?.shadowRoot?.querySelector('[role=status] button')
  const words = box?.querySelector('p')
  return notice ? { words: words?.textContent, isReadable: words?.checkVisibility() } : undefined
}

export async function check({ open, service }: Tools): Promise<void> {
  let visit: Visit | undefined
  for (const [index, [trouble, answer]] of Object.entries(TROUBLES).entries()) {
    service.answer(BOX_PATH, answer)
    if (visit) await visit.clickInBox('[role=status] button')
    visit ??= await open()
    await visit.until(trouble, (count) => (window as unknown as { failed: number }).failed === count, index + 1)
    const shown = await visit.tab.evaluate(readNotice)
    assert.deepEqual(shown, { words: 'The facts will stand here.', isReadable: true }, trouble)
  }
  service.answer(BOX_PATH, undefined)
  await visit?.clickInBox('[role=status] button')
  await visit?.expectBoxes()
  assert.equal(await visit?.tab.evaluate(readNotice), undefined)
}
