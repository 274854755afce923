import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes(1, { host: 'blockquote' })
  await visit.expectNothingOutside({ host: 'blockquote' })
  const readQuotation = () =>
    visit.tab.evaluate(() => {
      const main = document.querySelector('main')
      const box = main?.querySelector('blockquote')?.shadowRoot?.querySelector('fact-box')
      return {
        isKept: main?.innerHTML === (window as unknown as { rendered: string }).rendered,
        lang: box?.shadowRoot?.querySelector('section')?.lang,
      }
    })
  assert.deepEqual(await readQuotation(), { isKept: true, lang: 'fa' })
  await visit.tab.evaluate(() => {
    const quotation = document.querySelector('blockquote')
    quotation?.replaceWith(quotation.cloneNode(true))
  })
  await visit.expectBoxes(1, { host: 'blockquote' })
  assert.deepEqual(await readQuotation(), { isKept: true, lang: 'fa' })
}
