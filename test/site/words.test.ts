/** Pages show no markup as text: wrongly escaped markup would be read out. */
import { JSDOM } from 'jsdom'
import { expect, inject, it } from 'vitest'
import { PAGES, readPage } from './pages.ts'

/** Elements that show code on purpose, or nothing. */
const CODE = 'pre, code, textarea, script, style'

it.each(Object.entries(PAGES))('%s shows no markup as text', async (_, path) => {
  const { window } = new JSDOM(await (await readPage(inject('site'), path)).text())
  const { body } = window.document
  for (const element of body.querySelectorAll(CODE)) element.remove()
  expect(body.textContent?.match(/<\/?[a-z][^>]*>|&[a-z]+;/g)).toBeNull()
})
